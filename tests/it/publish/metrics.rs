//! The operator's port of `watch`: what it says is true and documented, also while nothing can be published.

use std::net::TcpListener;
use std::path::Path;

use dossier::v1::editorial_service_client::EditorialServiceClient;

use super::{Watch, by_somebody, log, soon};
use crate::metrics::{documented, exposed, get, value};
use crate::support::{CONTENT, Server, run, start};

/// A watch with an operator's port, and the address of the port.
async fn watching(server: &Server, folder: &Path) -> (Watch, String) {
    let at = |name: &str| folder.join(name).to_str().expect("UTF-8").to_owned();
    // The flag stands above the settings.
    let config = at("sitegen.toml");
    std::fs::write(&config, "metrics_listen = \"192.0.2.1:1\"\n").expect("written");
    let (out, target) = (at("out"), at("target"));
    let arguments = [
        &["watch", "--server", &server.url, "--config", &config][..],
        &["--out", &out, "--to", &target],
        &["--metrics-listen", "127.0.0.1:0"],
    ];
    let file = folder.join("log");
    let watch = Watch(start("sitegen", &arguments.concat(), &file));
    let address = || {
        let log = log(&file);
        let (_, rest) = log.split_once("are served at http://")?;
        let (address, _) = rest.split_once('/')?;
        Some(address.to_owned())
    };
    assert!(soon(|| address().is_some()).await, "{}", log(&file));
    (watch, address().expect("an address"))
}

/// A server with the content of the tests, whose store lies in a folder.
fn serving(folder: &Path) -> Server {
    let data = folder.join("data");
    let data = data.to_str().expect("UTF-8");
    let imported = run("dossier-server", &["import", CONTENT, "--data", data]);
    assert!(imported.status.success(), "{imported:?}");
    Server::with(&["serve", "--data", data])
}

#[tokio::test]
async fn metrics_follow_what_a_watch_does_and_all_are_documented() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = serving(folder.path());
    let (_watch, address) = watching(&server, folder.path()).await;
    let now = |series: &str| value(&get(&address, "/metrics").1, series).unwrap_or(f64::NAN);
    assert!(soon(|| get(&address, "/readyz").0 == 200).await);
    let (first, files) = (now("sitegen_published_revision"), now("sitegen_site_files"));
    let sent = now("sitegen_sent_files_total");
    assert!(first > 0.0 && files > 50.0, "{first} {files}");
    assert!((sent - files).abs() < 0.5, "{sent} of {files} files");
    assert!(now("sitegen_sent_bytes_total") > files);
    assert!(now("sitegen_published_timestamp_seconds") > 1.7e9);
    assert!(now("sitegen_last_build_duration_seconds") > 0.0);
    let client = EditorialServiceClient::connect(server.url.clone()).await;
    let commit = by_somebody("entities/somebody");
    let committed = client.expect("a server").commit(commit).await;
    committed.expect("committed");
    assert!(soon(|| now("sitegen_published_revision") > first).await);
    assert!(now("sitegen_seen_revision") > first);
    let again = now("sitegen_sent_files_total") - sent;
    assert!(again > 0.0 && again < files / 2.0, "{again} of {files}");
    assert!(now("sitegen_publications_total") > 1.5);
    assert_eq!(get(&address, "/healthz"), (200, "ok\n".to_owned()));
    assert!(
        get(&address, "/buildinfo")
            .1
            .contains("\"dossier-sitegen\"")
    );
    assert_eq!(get(&address, "/else").0, 404);
    let text = get(&address, "/metrics").1;
    assert_eq!(exposed(&text), documented("docs/publishing.md"));
    assert!(!text.contains("somebody") && !text.contains("target/"));
    drop(server);
    let failures = "sitegen_failures_total{reason=\"server\"}";
    assert!(soon(|| now(failures) > 0.0).await, "{text}");
    assert!(now("sitegen_failed_attempts") > 0.0);
    assert_eq!(get(&address, "/readyz").0, 503);
}

#[test]
fn a_port_that_is_taken_is_an_error_and_nothing_is_built() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let config = at("sitegen.toml");
    std::fs::write(&config, format!("metrics_listen = \"{address}\"\n")).expect("written");
    let output = run(
        "sitegen",
        &[
            &["watch", "--server", "http://127.0.0.1:9"][..],
            &["--config", &config, "--out", &at("out"), "--to", &at("to")],
        ]
        .concat(),
    );
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    let expected = format!("error: could not serve metrics at {address}: ");
    assert!(said.contains(&expected), "{said}");
    assert!(!Path::new(&at("out")).exists());
}
