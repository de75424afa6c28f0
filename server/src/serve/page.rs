//! What somebody gets who comes with a browser, or asks what this is: a word at `/`, and the description
//! of the methods for tools.

use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, VARY};
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use tonic::body::Body;

use super::{openapi, plain};

const TEXT: &str = "\
This is a Dossier server: facts from news articles, each with its source, who says so, and in which sentence.

As JSON, with curl (HOST is this server's address, facts/treaty a fact of your own):

  curl -d '{\"name\":\"facts/treaty\"}' -H 'content-type: application/json' http://HOST/dossier.v1.FactService/GetFact

In a browser:

  /dossier.v1.FactService/ListFacts?connect=v1&encoding=json&message={\"pageSize\":10}
  /dossier.v1.QueryService/GetStats

By gRPC:

  grpcurl -plaintext HOST describe dossier.v1.FactService

Every method, for tools: /openapi.json
";

const HTML: &str = "\
<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width\">
<title>A Dossier server</title>
<h1>A Dossier server</h1>
<p>Facts from news articles, each with its source, who says so, and in which sentence. This is the service; <code>sitegen</code> makes a site for readers from it.</p>
<ul>
<li><a href=\"/dossier.v1.QueryService/GetStats\">How much there is</a></li>
<li><a href=\"/dossier.v1.FactService/ListFacts?connect=v1&amp;encoding=json&amp;message=%7B%22pageSize%22%3A10%7D\">Ten facts</a></li>
<li><a href=\"/openapi.json\">Every method, for tools</a></li>
</ul>
<p>As JSON, with curl:</p>
<pre>curl -d '{\"name\":\"facts/treaty\"}' -H 'content-type: application/json' http://HOST/dossier.v1.FactService/GetFact</pre>
<p>By gRPC:</p>
<pre>grpcurl -plaintext HOST describe dossier.v1.FactService</pre>
";

/// Whether there is a page at a path.
pub(super) fn is_at(path: &str) -> bool {
    matches!(path, "/" | "/openapi.json")
}

/// Answers a GET that asks no method.
pub(super) fn answer<B>(request: &Request<B>) -> Response<Body> {
    match request.uri().path() {
        "/" => welcome(request.headers()),
        "/openapi.json" => {
            let kind = "application/json";
            let mut response = plain::with_type(StatusCode::OK, kind, openapi::text());
            let control = HeaderValue::from_static("public, max-age=3600");
            response.headers_mut().insert(CACHE_CONTROL, control);
            response
        }
        _ => plain::text(
            StatusCode::NOT_FOUND,
            "There is nothing here. See `/` for people, `/openapi.json` for tools.\n",
        ),
    }
}

fn welcome(headers: &HeaderMap) -> Response<Body> {
    let accepted = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    let html = accepted.is_some_and(|accepted| accepted.contains("text/html"));
    let mut response = if html {
        let kind = "text/html; charset=utf-8";
        plain::with_type(StatusCode::OK, kind, HTML.as_bytes().into())
    } else {
        plain::text(StatusCode::OK, TEXT)
    };
    let headers = response.headers_mut();
    headers.insert(VARY, HeaderValue::from_static("accept"));
    let nothing = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
    headers.insert(CONTENT_SECURITY_POLICY, nothing);
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}
