//! The texts that are kept: those of articles whose rights allow all of their words.

use std::path::{Path, PathBuf};

use dossier::Collection;
use dossier::v1::{Article, Rights, Skeleton, TextPolicy, resource};

use super::decode::Reader;
use super::open::{load, stem, whole};
use super::survey::TEXTS;
use crate::diagnostic::{At, Finding, Rule};
use crate::text::{Document, Segmentation, is_digest};

/// Puts each text into the blocks of its article. A text that no article may have, or that is not the
/// version that its article's skeleton describes, is a finding. `articles_read` says whether none of them
/// is missing.
pub(super) fn read(reader: &mut Reader, texts: &[PathBuf], articles_read: bool) {
    for path in texts {
        let name = Collection::Articles.name(&stem(path));
        let outside = "move the text out of the content".to_owned();
        let (message, hint) = match article(reader, &name).map(|article| policy(article)) {
            None if !articles_read => continue,
            None => (
                format!("there is no `{name}` that this text could belong to"),
                outside,
            ),
            Some(TextPolicy::Full) => match fill(reader, &name, path) {
                Some(finding) => finding,
                None => continue,
            },
            Some(_) => (
                format!("the rights of `{name}` are not `full`, so its text is not kept"),
                outside,
            ),
        };
        let finding = Finding::new(Rule::KeptText, At::resource(&name), message);
        whole(reader, path, finding.suggest(Some(hint)));
    }
}

/// The file of an article's text, seen from the content directory, and the text that it holds; nothing
/// where a block has no words. Reading it gives the same blocks.
pub(super) fn file(id: &str, skeleton: &Skeleton) -> Option<(PathBuf, String)> {
    let blocks = skeleton.blocks.iter().map(|block| block.text.as_str());
    let blocks: Vec<&str> = blocks.collect();
    let is_whole = !blocks.is_empty() && blocks.iter().all(|text| !text.is_empty());
    let path = Path::new(TEXTS).join(format!("{id}.txt"));
    is_whole.then(|| (path, format!("{}\n", blocks.join("\n\n"))))
}

/// A skeleton without the words that it may hold: what `scan` makes of a text.
pub(super) fn without_words(mut skeleton: Skeleton) -> Skeleton {
    for block in &mut skeleton.blocks {
        block.text.clear();
    }
    skeleton
}

fn article<'r>(reader: &'r mut Reader, name: &str) -> Option<&'r mut Article> {
    let mut articles =
        reader
            .resources
            .iter_mut()
            .filter_map(|resource| match &mut resource.resource {
                Some(resource::Resource::Article(article)) => Some(article.as_mut()),
                _ => None,
            });
    articles.find(|article| article.name == name)
}

fn policy(article: &Article) -> TextPolicy {
    let rights = article.rights.as_ref();
    rights.map_or(TextPolicy::Unspecified, Rights::text_policy)
}

/// Puts a text into the blocks of its article. Returns what is wrong where it is another version, and what
/// to do. That a skeleton is missing or damaged is told elsewhere.
fn fill(reader: &mut Reader, name: &str, path: &Path) -> Option<(String, String)> {
    let (_, text) = load(reader, path)?;
    let article = article(reader, name)?;
    let document = Document::parse(&text, Segmentation::for_article(article));
    let skeleton = article.skeleton.as_mut()?;
    if !is_digest(&skeleton.digest) {
        return None;
    }
    if document.digest() != skeleton.digest {
        let id = stem(path);
        let message =
            format!("the text is not the version that the skeleton of `{name}` describes");
        let hint = format!(
            "run `dossier-server scan --update {id} --text {}`, or restore the text",
            path.display()
        );
        return Some((message, hint));
    }
    for (block, read) in skeleton.blocks.iter_mut().zip(document.blocks()) {
        read.text.clone_into(&mut block.text);
    }
    None
}
