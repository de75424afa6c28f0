//! The text of an article that may be kept: it comes back as it was, it goes for ever, and no other text
//! is shown.

use std::fs;
use std::path::Path;

use dossier::v1::{
    Article, ListArticlesRequest, TextPolicy, fact_service_client::FactServiceClient,
};

use crate::support::{CONTENT, Server, files, run, stdout};

/// Words of the kept text that no fact and no page of the editor's repeats.
const WORDS: &str = "Two kinds of time have to be kept together.";

fn command(arguments: &[&str]) -> String {
    let output = run("dossier-server", arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    stdout(&output)
}

/// The files below a folder that hold the words.
fn holding(folder: &Path) -> Vec<String> {
    let files = files(folder).into_iter().filter(|file| {
        let bytes = fs::read(file).expect("a file");
        let mut windows = bytes.windows(WORDS.len());
        windows.any(|window| window == WORDS.as_bytes())
    });
    files.map(|file| file.display().to_string()).collect()
}

async fn articles(server: &Server) -> Vec<Article> {
    let mut client = FactServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let request = ListArticlesRequest {
        page_size: 500,
        ..ListArticlesRequest::default()
    };
    let reply = client.list_articles(request).await.expect("articles");
    reply.into_inner().articles
}

fn has_words(article: &Article) -> bool {
    let blocks = article
        .skeleton
        .iter()
        .flat_map(|skeleton| &skeleton.blocks);
    blocks.into_iter().any(|block| !block.text.is_empty())
}

#[test]
fn a_kept_text_comes_back_as_it_was_and_goes_for_ever() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (data, out, again) = (path("store"), path("files"), path("again"));
    command(&["import", "content", "--data", &data]);
    assert!(!holding(&folder.path().join("store")).is_empty());

    command(&["export", &out, "--data", &data]);
    let text = folder.path().join("files/texts/leap-second.txt");
    let written = fs::read_to_string(&text).expect("the text");
    let own = fs::read_to_string("content/texts/leap-second.txt").expect("the text");
    assert_eq!(written.trim_end(), own.trim_end());
    assert_eq!(holding(&folder.path().join("files")).len(), 1);
    let summary = command(&["import", &out, "--data", &data]);
    assert_eq!(summary, "nothing differs from revision 1\n");

    // Without its file the text is not kept any more, and then it can be purged.
    fs::remove_file(&text).expect("removed");
    command(&["import", &out, "--data", &data]);
    let purge = ["purge", "articles/leap-second", "--data", &data, "--past"];
    command(&[&purge[..], &["--reason", "The licence was a mistake."]].concat());
    assert_eq!(holding(folder.path()), Vec::<String>::new());
    command(&["verify-store", "--data", &data]);
    command(&["export", &again, "--data", &data]);
    assert!(!folder.path().join("again/texts").exists());
}

#[tokio::test]
async fn no_text_is_served_but_those_whose_rights_allow_all_of_it() {
    for content in ["content", CONTENT] {
        let server = Server::with(&["serve", "--content", content]);
        let articles = articles(&server).await;
        assert!(articles.iter().any(has_words), "{content}");
        for article in articles {
            let rights = article.rights.clone().unwrap_or_default();
            let is_full = rights.text_policy() == TextPolicy::Full;
            assert!(is_full || !has_words(&article), "{}", article.name);
        }
    }
}

#[test]
fn the_page_of_an_article_has_its_text_or_says_why_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().display().to_string();
    let built = run("sitegen", &["build", "--out", &out]);
    assert!(built.status.success(), "{built:?}");
    let pages = files(&folder.path().join("articles")).into_iter();
    let pages = pages.filter(|file| file.parent() != Some(&folder.path().join("articles")));
    let mut count = 0;
    for file in pages.filter(|file| file.ends_with("index.html")) {
        let page = fs::read_to_string(&file).expect("a page");
        let has_text = page.contains("<section class=\"text\">");
        let is_ours = file.to_string_lossy().contains("/leap-second/");
        assert_eq!(has_text, is_ours, "{}", file.display());
        assert_eq!(
            page.contains("We may not show this text."),
            !is_ours,
            "{}",
            file.display()
        );
        count += 1;
    }
    assert!(count >= 10, "{count} articles");
    // Cards and pages of facts quote it, nobody else's page does.
    for file in holding(folder.path()) {
        assert!(
            file.contains("leap-second") || file.contains("/search/"),
            "{file}"
        );
    }
}
