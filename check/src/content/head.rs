//! What a file declares at its top for all that follows: the language of its texts, the article of its
//! evidence.

use dossier::Collection;
use dossier::v1::Resource;

use super::decode::{Context, Reader};
use super::yaml::Node;
use crate::diagnostic::{At, Finding, Rule, did_you_mean};
use crate::model::language;

/// The language of an authoring file that does not name its own.
const DEFAULT_LANGUAGE: &str = "en";

/// The language that a file names for its texts, as it is usually written.
pub(super) fn language(reader: &mut Reader, file: usize, root: &Node) -> String {
    let Some(node) = root.get("language") else {
        return DEFAULT_LANGUAGE.to_owned();
    };
    let written = node.scalar().unwrap_or_default();
    let (finding, read) = match language::parse(written) {
        Ok(tag) => {
            let finding = tag
                .doubt
                .map(|doubt| Finding::new(Rule::LanguageForm, At::file(), doubt));
            (finding, tag.text)
        }
        Err(error) => {
            let hint = error
                .meant
                .as_ref()
                .map(|meant| format!("did you mean `{meant}`?"));
            let finding = Finding::new(Rule::BadLanguage, At::file(), error.message).suggest(hint);
            (Some(finding), DEFAULT_LANGUAGE.to_owned())
        }
    };
    if let Some(finding) = finding {
        reader.finding(file, node.span, finding);
    }
    read
}

/// The article that a file names for all its evidence. One that was not read is told here once.
pub(super) fn article(reader: &mut Reader, file: usize, root: &Node) -> Option<String> {
    let node = root.get("article")?;
    let written = node.scalar()?;
    let name = if written.contains('/') {
        written.to_owned()
    } else {
        Collection::Articles.name(written)
    };
    if !reader.sources.knows(&name) {
        let articles = reader.resources.iter().map(Resource::name);
        let ids = articles.filter_map(|name| Collection::Articles.id(name));
        let hint = did_you_mean(written, ids);
        let message = format!("unknown article `{written}`");
        let finding = Finding::new(Rule::UnknownReference, At::file(), message).suggest(hint);
        reader.finding(file, node.span, finding);
    }
    Some(name)
}

/// Looks whether the places of a file are of the text of which the article has the skeleton now. A file
/// that does not name a version is of any.
pub(super) fn version(reader: &mut Reader, context: &Context, root: &Node) {
    let Some(node) = root.get("text_digest") else {
        return;
    };
    let written = node.scalar().unwrap_or_default();
    let Some(article) = &context.article else {
        let message = "`text_digest` names a version of an article, but there is no `article`";
        let hint = "write `article:` above it, or put it in each evidence".to_owned();
        let finding = Finding::new(Rule::MissingArticle, At::file(), message).suggest(Some(hint));
        return reader.finding(context.file, node.span, finding);
    };
    let Some(skeleton) = reader.skeletons.get(article) else {
        return;
    };
    if written == skeleton.digest() {
        return;
    }
    let message = format!(
        "the places in this file refer to another version of the text of `{article}` than its skeleton, and may hold other words now"
    );
    let id = Collection::Articles.id(article).unwrap_or(article);
    let hint = format!(
        "restore the old skeleton and let `dossier-server scan --update {id}` move the places; or look at each, then write `text_digest: \"{}\"`",
        skeleton.digest()
    );
    let finding = Finding::new(Rule::ChangedWords, At::file(), message).suggest(Some(hint));
    reader.finding(context.file, node.span, finding);
}
