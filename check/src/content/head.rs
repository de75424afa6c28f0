//! What a file says at its top for all that follows: the language of its texts, the article of its
//! evidence.

use dossier::Collection;
use dossier::v1::Resource;

use super::decode::Reader;
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
