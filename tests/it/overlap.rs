//! Facts carry over and sentences do not: content and site share no run of nine words with an
//! article whose rights forbid it, apart from what a named speaker said.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dossier::v1::ListFactsRequest;
use dossier::v1::fact::Body;
use dossier::v1::fact_service_client::FactServiceClient;

use crate::support::{Server, files, repository, run};

/// How many words in a row count as a copy.
const RUN: usize = 9;

/// The article's text, from `DOSSIER_ARTICLE_TEXT` or from beside the project. It is not part of
/// the project, so a plain clone has none, and says so.
pub(crate) fn article_text() -> Option<PathBuf> {
    let beside = repository().join("../shared/articles/site-48.txt");
    let path = std::env::var_os("DOSSIER_ARTICLE_TEXT").map_or(beside, PathBuf::from);
    if path.is_file() {
        return Some(path);
    }
    eprintln!(
        "SKIPPED: no article text at {}; set DOSSIER_ARTICLE_TEXT",
        path.display()
    );
    None
}

#[tokio::test]
async fn no_sentence_of_the_article_is_in_content_or_site() {
    let Some(article) = article_text() else {
        return;
    };
    let article = words(&fs::read_to_string(article).expect("the article"));
    let runs: BTreeSet<&[String]> = article.windows(RUN).collect();
    let said = quoted_words().await;

    let site = tempfile::tempdir().expect("a folder");
    let out = site.path().join("public");
    let output = run("sitegen", &["build", "--out", out.to_str().expect("UTF-8")]);
    assert!(output.status.success());

    let mut copied = Vec::new();
    for folder in [repository().join("content"), out] {
        for file in files(&folder) {
            copied.extend(copies(&file, &runs, &said));
        }
    }
    assert!(
        copied.is_empty(),
        "copied from the article:\n{}",
        copied.join("\n")
    );
}

fn copies(file: &Path, runs: &BTreeSet<&[String]>, said: &[Vec<String>]) -> Vec<String> {
    let Ok(text) = fs::read_to_string(file) else {
        return Vec::new();
    };
    let text = if file.extension().is_some_and(|end| end == "html") {
        visible(&text)
    } else {
        text
    };
    words(&text)
        .windows(RUN)
        .filter(|run| runs.contains(*run))
        .filter(|run| {
            !said
                .iter()
                .any(|quote| quote.windows(RUN).any(|part| part == *run))
        })
        .map(|run| format!("{}: {}", file.display(), run.join(" ")))
        .collect()
}

/// The words that named speakers said, as the facts hold them.
async fn quoted_words() -> Vec<Vec<String>> {
    let server = Server::start();
    let mut client = FactServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let request = ListFactsRequest {
        page_size: 500,
        filter: "kind = quote".to_owned(),
        ..ListFactsRequest::default()
    };
    let facts = client
        .list_facts(request)
        .await
        .expect("facts")
        .into_inner()
        .facts;
    let mut said = Vec::new();
    for fact in facts {
        let Some(Body::Quote(quote)) = fact.body else {
            panic!("the filter let a non-quote through")
        };
        for fragment in quote.words {
            let fragment = words(&fragment.text);
            assert!(
                fragment.len() < 12,
                "{}: {} words are quoted",
                fact.name,
                fragment.len()
            );
            said.push(fragment);
        }
    }
    assert!(said.len() > 3, "the dossier quotes people");
    said
}

fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The text of a page without its tags.
fn visible(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for character in html.chars() {
        match character {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            _ if !inside => text.push(character),
            _ => {}
        }
    }
    text
}
