//! An article's words, read once: what each block says, and where.

use std::collections::BTreeSet;
use std::ops::Range;

use dossier::v1::{Article, Evidence, LocalizedText, TimeExpression};
use dossier::{Collection, Day};

use super::direction::{Way, way};
use super::frame::Roles;
use super::measured::drop_measured;
use super::names::{NameMention, Names};
use super::place::WordIndex;
use super::quotation::Typeset;
use super::wanted::Wanted;
use crate::reading::{Amount, Cue, Mention, Reader, Time};
use crate::text::Document;

/// The words of an article and what they say.
#[derive(Debug)]
pub struct ArticleText<'d> {
    document: &'d Document,
    pub(super) reader: Reader,
    /// The article's language, as its tag.
    pub(super) language: String,
    /// The day on which it was published, if one day is known.
    pub(super) published: Option<Day>,
    /// Who speaks where the article speaks for itself: its authors and its publication.
    pub(super) own: BTreeSet<String>,
    pub(super) blocks: Vec<BlockText<'d>>,
    pub(super) names: &'d Names,
    words: WordIndex,
}

/// One block of an article.
#[derive(Debug)]
pub(super) struct BlockText<'d> {
    pub(super) id: &'d str,
    pub(super) text: &'d str,
    sentences: &'d [Range<usize>],
    pub(super) amounts: Vec<Mention<Amount>>,
    pub(super) times: Vec<Mention<Time>>,
    pub(super) cues: Vec<Mention<Cue>>,
    pub(super) names: Vec<NameMention>,
    pub(super) quoted: Vec<Range<usize>>,
    pub(super) typeset: Typeset,
}

impl BlockText<'_> {
    /// The words of a range.
    pub(super) fn words(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// A place as people write it. Example: `p4.s2`.
    fn place(&self, at: usize) -> String {
        let number = self.sentences.iter().position(|range| range.contains(&at));
        match number {
            Some(number) => format!("{}.s{}", self.id, number + 1),
            None => self.id.to_owned(),
        }
    }
}

/// How near to the selected words something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// In them.
    Selected,
    /// In the same block.
    Block,
    /// In an earlier block, or earlier in the same.
    Before,
    /// In a later block.
    After,
}

/// Something that was found, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) nearness: Nearness,
    /// Example: `p4.s2`.
    pub(super) place: String,
}

/// The words that an evidence selects.
#[derive(Clone, Debug, Default)]
pub(super) struct Selection {
    /// The numbers of blocks, and the bytes in them.
    pub(super) ranges: Vec<(usize, Range<usize>)>,
}

impl Selection {
    /// Whether a range of a block lies in the selected words, or reaches into them.
    pub(super) fn touches(&self, block: usize, range: &Range<usize>) -> bool {
        let mut ranges = self.ranges.iter();
        ranges.any(|(number, selected)| {
            *number == block && selected.start < range.end && range.start < selected.end
        })
    }

    fn nearness(&self, block: usize, range: &Range<usize>) -> Nearness {
        if self.touches(block, range) {
            Nearness::Selected
        } else if self.ranges.iter().any(|(number, _)| *number == block) {
            Nearness::Block
        } else if self.ranges.iter().all(|(number, _)| block < *number) {
            Nearness::Before
        } else {
            Nearness::After
        }
    }
}

/// The day on which an article was published; nothing where no single day is known.
pub(crate) fn published_on(article: &Article) -> Option<Day> {
    let bounds = article.published.as_ref().map(TimeExpression::bounds)?;
    let day = bounds.earliest?;
    (bounds.latest == Some(day)).then_some(day)
}

impl<'d> ArticleText<'d> {
    /// Reads the text of an article, looking for the names of entities.
    pub fn read(document: &'d Document, article: &Article, names: &'d Names) -> Self {
        let reader = Reader::new(&article.language_code);
        let mut words = WordIndex::default();
        let blocks = document.blocks().enumerate().map(|(number, block)| {
            let mut reading = reader.read(block.text);
            drop_measured(&mut reading.times, &reading.amounts);
            words.add(number, &reading.tokens, block.sentences);
            BlockText {
                id: block.id,
                text: block.text,
                sentences: block.sentences,
                names: names.among(&reading.tokens),
                amounts: reading.amounts,
                times: reading.times,
                cues: reading.cues,
                quoted: reading.quoted,
                typeset: Typeset::new(block.text),
            }
        });
        let blocks = blocks.collect();
        let own = article.authors.iter().chain([&article.publication]);
        Self {
            document,
            reader,
            language: article.language_code.clone(),
            published: published_on(article),
            own: own
                .filter(|name| Collection::from_name(name) == Some(Collection::Entities))
                .cloned()
                .collect(),
            blocks,
            names,
            words,
        }
    }

    /// The words that an evidence selects; those of places that are lost are left out.
    pub(super) fn selection(&self, evidence: &Evidence) -> Selection {
        let selectors = evidence.selectors.iter();
        Selection {
            ranges: selectors
                .filter_map(|selector| self.document.find(selector))
                .collect(),
        }
    }

    /// The nearest of all places that a search finds in the blocks.
    pub(super) fn nearest<'s, I>(
        &'s self,
        selection: &Selection,
        search: impl Fn(&'s BlockText<'d>) -> I,
    ) -> Option<Found>
    where
        I: Iterator<Item = Range<usize>>,
    {
        let mut best: Option<Found> = None;
        // Most things stand where they should, and the other blocks are looked at for the rest.
        let selected = selection.ranges.iter().map(|(number, _)| *number);
        let order = selected.chain(0..self.blocks.len());
        for number in order {
            let Some(block) = self.blocks.get(number) else {
                continue;
            };
            for range in search(block) {
                let nearness = selection.nearness(number, &range);
                if best.as_ref().is_none_or(|best| nearness < best.nearness) {
                    let place = block.place(range.start);
                    best = Some(Found { nearness, place });
                }
            }
            if best
                .as_ref()
                .is_some_and(|best| best.nearness == Nearness::Selected)
            {
                break;
            }
        }
        best
    }

    /// The mentions within the selected words, with their blocks.
    pub(super) fn selected<'s, T>(
        &'s self,
        selection: &'s Selection,
        mentions: impl Fn(&'s BlockText<'d>) -> &'s [Mention<T>],
    ) -> Vec<(&'s BlockText<'d>, &'s Mention<T>)>
    where
        T: 's,
    {
        let mut found = Vec::new();
        for (number, block) in self.blocks.iter().enumerate() {
            let inside = mentions(block)
                .iter()
                .filter(|mention| selection.touches(number, &(mention.start..mention.end)));
            found.extend(inside.map(|mention| (block, mention)));
        }
        found
    }

    /// The roles that the selected sentences give to names.
    pub(super) fn roles(&self, selection: &Selection) -> Roles {
        let mut roles = Roles::default();
        for (number, selected) in &selection.ranges {
            let Some(block) = self.blocks.get(*number) else {
                continue;
            };
            let sentences = block.sentences.iter();
            let touched = sentences
                .filter(|sentence| sentence.start < selected.end && selected.start < sentence.end);
            for sentence in touched {
                roles.read(self.reader, self.names, block.words(sentence));
            }
        }
        roles
    }

    /// The sentences before the selected words that name an entity, the nearest first.
    pub(super) fn sentences_before(
        &self,
        selection: &Selection,
        entity: &str,
    ) -> impl Iterator<Item = &str> {
        let first = selection
            .ranges
            .iter()
            .min_by_key(|(number, range)| (*number, range.start));
        let (last, end) = first.map_or((0, 0), |(number, range)| (*number, range.start));
        let blocks = self.blocks.iter().enumerate().take(last + 1).rev();
        blocks.flat_map(move |(number, block)| {
            let sentences = block.sentences.iter().rev();
            let before = sentences.filter(move |sentence| number < last || sentence.end <= end);
            let naming = before.filter(move |sentence| {
                let mut names = block.names.iter();
                names.any(|name| {
                    sentence.contains(&name.start)
                        && name.entities.iter().any(|name| name == entity)
                })
            });
            naming.map(|sentence| block.words(sentence))
        })
    }

    /// The times in the sentence of a place, and in the one before it.
    pub(super) fn times_beside<'s>(
        &'s self,
        block: &'s BlockText<'d>,
        at: usize,
    ) -> impl Iterator<Item = &'s Mention<Time>> {
        let number = block
            .sentences
            .iter()
            .position(|sentence| sentence.contains(&at));
        let number = number.unwrap_or(0);
        let last = block.sentences.get(number);
        let first = block.sentences.get(number.saturating_sub(1));
        let range = first.map_or(0, |sentence| sentence.start)
            ..last.map_or(block.text.len(), |sentence| sentence.end);
        let here = block.times.iter();
        let here = here.filter(move |time| range.contains(&time.start));
        // The first sentence of a paragraph goes on from the last one of that before.
        let before = self
            .blocks
            .iter()
            .take_while(|item| item.id != block.id)
            .last()
            .filter(|_| number == 0);
        let before = before.into_iter().flat_map(|block| {
            let start = block.sentences.last().map_or(0, |last| last.start);
            block.times.iter().filter(move |time| time.start >= start)
        });
        here.chain(before)
    }

    /// The selected words, in one text.
    pub(super) fn selected_words(&self, selection: &Selection) -> String {
        let ranges = selection.ranges.iter();
        let words =
            ranges.filter_map(|(number, range)| Some(self.blocks.get(*number)?.words(range)));
        words.collect::<Vec<_>>().join(" ")
    }

    /// The place where the words of a statement stand, if the selected sentences have none of them; with
    /// the words.
    pub(super) fn other_place(
        &self,
        statement: &LocalizedText,
        selection: &Selection,
    ) -> Option<(String, String)> {
        let sentence = |block: usize, number: usize| {
            let block = self.blocks.get(block)?;
            Some((block, block.sentences.get(number)?))
        };
        let is_selected = |block: usize, number: usize| {
            let found = sentence(block, number);
            found.is_some_and(|(_, range)| selection.touches(block, range))
        };
        let ((block, number), words) = self.words.elsewhere(statement, is_selected)?;
        let (block, range) = sentence(block, number)?;
        Some((block.place(range.start), words.join("`, `")))
    }

    /// Whether the selected words have a short form of an entity's name.
    pub(super) fn has_short_form(&self, selection: &Selection, entity: &str) -> bool {
        selection.ranges.iter().any(|(number, range)| {
            let words = self.blocks.get(*number).map(|block| block.words(range));
            words.is_some_and(|words| self.names.has_short_form(entity, words))
        })
    }

    /// Which way an amount moves by the selected words; nothing where they do not have it.
    pub(super) fn way(
        &self,
        selection: &Selection,
        wanted: (Cue, &Wanted<'_>, bool),
    ) -> Option<Way> {
        let blocks = self.blocks.iter().enumerate();
        let mut ways = blocks.filter_map(|(number, block)| {
            let is_selected = |start: usize, end: usize| selection.touches(number, &(start..end));
            let amounts = block.amounts.iter();
            let amounts = amounts.filter(|amount| is_selected(amount.start, amount.end));
            let amounts: Vec<Mention<Amount>> = amounts.cloned().collect();
            let cues = block.cues.iter();
            let cues = cues.filter(|cue| is_selected(cue.start, cue.end));
            let cues: Vec<Mention<Cue>> = cues.cloned().collect();
            way((self.reader, block.text), &amounts, &cues, wanted)
        });
        ways.next()
    }

    /// Whether the selected words have a cue of some kind.
    pub(super) fn has_cue(&self, selection: &Selection, wanted: &[Cue]) -> bool {
        self.selected(selection, |block| &block.cues)
            .iter()
            .any(|(_, cue)| wanted.contains(&cue.value))
    }
}
