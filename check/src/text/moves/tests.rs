use super::*;
use crate::text::Segmentation;

const OLD: &str = "The river\n\nIt rose. It fell. It froze.\n\nBoats wait. Boats wait. Ice melts.\n\n\
    Rain came early. So did the snow.\n";

/// What became of a passage when the text was edited.
fn fate(new: &str, passage: &str) -> String {
    let cut = Segmentation::newest("en");
    let old = Document::parse(OLD, cut).skeleton();
    let document = Document::parse(new, cut);
    let moves = Moves::new(&old, &document);
    let passage = passage.parse().expect("a passage");
    let found = moves.passage(&passage).expect("an old passage");
    let listed = |passages: &[Passage]| {
        let written: Vec<String> = passages.iter().map(Passage::to_string).collect();
        written.join(" ")
    };
    let place = match &found.fate {
        Fate::At(passages) => listed(passages),
        Fate::Changed(passages) => format!("changed {}", listed(passages)),
        Fate::Gone => "gone".to_owned(),
    };
    let repeated = if found.repeated { " repeated" } else { "" };
    let wider = if found.wider { " wider" } else { "" };
    format!("{place}{repeated}{wider}")
}

#[test]
fn passages_are_followed_through_edits() {
    let edit = |from: &str, to: &str| {
        assert!(OLD.contains(from), "{from}");
        OLD.replacen(from, to, 1)
    };
    let same = OLD.to_owned();
    let in_front = edit("It rose.", "Spring came. It rose.");
    let between = edit("It fell.", "Men ran. It fell.");
    let paragraph = edit("Boats", "A new paragraph stands here.\n\nBoats");
    let removed = edit(" It fell.", "");
    let changed = edit("It fell.", "It sank.");
    let split = edit("It fell. It", "It fell.\n\nIt");
    let merged = edit("froze.\n\nBoats", "froze. Boats");
    let comma = edit("It rose. It", "It rose, it rose; it").replace("it fell", "It fell");
    for (text, passage, wanted) in [
        (&same, "p1.s2", "p1.s2"),
        (&same, "p2.s2", "p2.s2"),
        (&in_front, "p1.s1", "p1.s2"),
        (&in_front, "p1.s1-s3", "p1.s2-s4"),
        (&in_front, "p1", "p1.s2-s4"),
        (&in_front, "p2", "p2"),
        (&between, "p1.s1-s3", "p1.s1 p1.s3-s4"),
        (&between, "p1", "p1.s1 p1.s3-s4"),
        (&paragraph, "p1.s3", "p1.s3"),
        (&paragraph, "p2.s2", "p3.s2"),
        (&paragraph, "p3", "p4"),
        (&removed, "p1.s2", "gone"),
        (&removed, "p1.s3", "p1.s2"),
        (&removed, "p1.s1-s3", "changed p1.s1-s2"),
        (&changed, "p1.s2", "changed p1.s2"),
        (&changed, "p1", "changed p1.s1-s3"),
        (&split, "p1", "p1 p2"),
        (&split, "p1.s3", "p2.s1"),
        (&merged, "p1", "p1.s1-s3"),
        (&merged, "p2.s1", "p1.s4 repeated"),
        (&merged, "p2.s2", "p1.s5 repeated"),
        (&merged, "p3.s2", "p2.s2"),
        (&comma, "p1.s3", "p1.s2"),
    ] {
        let found = fate(text, passage);
        // A block of which every sentence is in one block of its own is as good as its run.
        let plain = found == wanted || wanted == "p1 p2" && found == "p1.s1-s2 p2.s1";
        assert!(plain, "{passage} in {text:?}: {found}, not {wanted}");
    }
}

#[test]
fn another_profile_moves_by_characters() {
    let text = "Prices\n\nIt cost 3 m. in all. She paid.\n";
    let first = Segmentation::named("dossier-segment/1", "en").expect("a profile");
    let old = Document::parse(text, first).skeleton();
    let document = Document::parse(text, Segmentation::newest("en"));
    let moves = Moves::new(&old, &document);
    for block in &old.blocks {
        let count = block.sentences.len() as u32;
        for number in 1..=count {
            let passage = Passage {
                block: block.id.clone(),
                sentences: Some((number, number)),
            };
            let found = moves.passage(&passage).expect("a passage");
            assert!(matches!(found.fate, Fate::At(_)), "{passage}: {found:?}");
        }
    }
}

#[test]
fn selectors_follow_their_words() {
    let cut = Segmentation::newest("en");
    let old = Document::parse(OLD, cut);
    let new = OLD.replacen("It rose.", "Spring came. It rose.", 1);
    let new = Document::parse(&new, cut);
    let skeleton = old.skeleton();
    let moves = Moves::new(&skeleton, &new);
    let words = old.select("p1", 12, 16).expect("a selector");
    let found = moves.selector(&words).expect("found");
    assert_eq!((found.start, found.end, found.first_sentence), (25, 29, 3));
    let kept = old.select("p2", 0, 5).expect("a selector");
    assert_eq!(moves.selector(&kept), Some(kept));
}

proptest::proptest! {
    /// A sentence that is put in front of any paragraph neither loses nor shifts a passage.
    #[test]
    fn a_sentence_in_front_loses_and_shifts_nothing(
        paragraphs in proptest::collection::vec(proptest::collection::vec("[A-Z][a-z]{1,6}", 1..4), 1..5),
        place in 0..5_usize,
    ) {
        let written = |inserted: Option<usize>| {
            let blocks = paragraphs.iter().enumerate().map(|(number, words)| {
                let front = if inserted == Some(number) { "Zz9 was added. " } else { "" };
                let sentences: Vec<String> = words.iter().map(|word| format!("{word} ran.")).collect();
                format!("{front}{}", sentences.join(" "))
            });
            let blocks: Vec<String> = blocks.collect();
            format!("Head\n\n{}\n", blocks.join("\n\n"))
        };
        let place = place % paragraphs.len();
        let cut = Segmentation::newest("en");
        let old = Document::parse(&written(None), cut).skeleton();
        let new = Document::parse(&written(Some(place)), cut);
        let moves = Moves::new(&old, &new);
        for (number, words) in paragraphs.iter().enumerate() {
            for index in 1..=words.len() as u32 {
                let shift = u32::from(number == place);
                let at = |sentence| Passage {
                    block: format!("p{}", number + 1),
                    sentences: Some((sentence, sentence)),
                };
                let found = moves.passage(&at(index)).expect("a passage");
                proptest::prop_assert_eq!(found.fate, Fate::At(vec![at(index + shift)]));
            }
        }
    }
}
