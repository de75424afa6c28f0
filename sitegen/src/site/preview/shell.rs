//! The preview's own page: a line that says what is shown, what is wrong below it, and a frame with the page.

use serde_json::{Value, json};

use super::{Finding, Now};

/// The page. Everything in it that depends on anything is put there by the script, as text.
pub(super) const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Preview</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/_preview/shell.css">
<script src="/_preview/shell.js" defer></script>
</head>
<body>
<header><strong>Preview</strong> <span id="state" role="status">waiting for the first page</span> <button id="toggle" type="button" aria-expanded="false" aria-controls="findings" hidden></button> <a id="alone" href="/" target="_blank">page alone</a></header>
<iframe id="page" title="The page"></iframe>
<section id="findings" aria-label="What is wrong" hidden><p id="trouble"></p><ol></ol></section>
</body>
</html>
"#;

/// What the page does.
pub(super) const SCRIPT: &str = include_str!("../../../../templates/preview/shell.js");

/// How the page looks.
pub(super) const STYLE: &str = include_str!("../../../../templates/preview/shell.css");

/// What the page may do: nothing that is not of the preview.
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

/// The news for the page, as an event of a stream (HTML, "server-sent events").
pub(super) fn event(now: &Now) -> String {
    let findings: Vec<Value> = now.findings.iter().map(Finding::value).collect();
    let shown = now.shown.as_deref();
    let news = json!({
        "number": now.number,
        "site": now.site,
        "revision": shown.map(super::Shown::revision),
        "drafts": shown.map_or(0, super::Shown::drafts),
        "findings": findings,
        "trouble": now.trouble,
    });
    // JSON has no line breaks of its own here, so it is one line of data.
    format!("data: {news}\n\n")
}
