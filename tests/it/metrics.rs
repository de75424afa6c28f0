//! The operator's port: what it says is true, documented, and nothing that a client chose; request ids and
//! slow calls in the log.

use std::collections::BTreeSet;
use std::fs;

use dossier::v1::GetFactRequest;
use dossier::v1::editorial_service_client::EditorialServiceClient;
use dossier::v1::fact_service_client::FactServiceClient;
use dossier::v1::sync_service_client::SyncServiceClient;
use tonic::Request;

use crate::http::Http1;
use crate::support::{CONTENT, Server, person, repository};

/// A server with an operator's port, its log, and the address of the port.
fn start(arguments: &[&str]) -> (Server, impl Iterator<Item = String> + use<>, String) {
    let admin = ["--admin-listen", "127.0.0.1:0", "--log-format", "json"];
    let (server, mut log) = Server::with_log(&[arguments, &admin].concat());
    let line = log
        .by_ref()
        .find(|line| line.contains("metrics and probes are served"));
    let line: serde_json::Value = serde_json::from_str(&line.expect("a line")).expect("JSON");
    let address = line.get("address").and_then(|address| address.as_str());
    let address = address.expect("an address").to_owned();
    (server, log, address)
}

/// Asks an operator's port; the status, and the text of the answer.
pub(crate) fn get(address: &str, path: &str) -> (u16, String) {
    let answer = Http1::to(address).send(&format!("GET {path}"), &[], b"");
    (answer.status, answer.text())
}

/// The value of one series.
pub(crate) fn value(text: &str, series: &str) -> Option<f64> {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
    line.map(|value| value.parse().expect("a number"))
}

/// What the calls of a test come to.
const SERIES: &[(&str, f64)] = &[
    (
        "dossier_open_calls{rpc_method=\"dossier.v1.SyncService/WatchCommits\"}",
        1.0,
    ),
    (
        "dossier_open_calls{rpc_method=\"dossier.v1.FactService/GetFact\"}",
        0.0,
    ),
    ("dossier_requests_total{form=\"connect_get\"}", 1.0),
    ("dossier_requests_total{form=\"connect_post\"}", 2.0),
    ("dossier_requests_total{form=\"other\"}", 1.0),
    ("dossier_refused_total{reason=\"RESOURCE_NOT_FOUND\"}", 3.0),
    ("dossier_refused_total{reason=\"UNKNOWN_TOKEN\"}", 1.0),
    ("dossier_revision", 1.0),
    ("dossier_resources{collection=\"entities\"}", 1.0),
    ("dossier_takes_commits", 1.0),
    ("dossier_follows_store", 1.0),
];

/// A store that was committed to, asked in vain, and is watched; the watch must be kept.
async fn busy(server: &Server) -> tonic::Streaming<dossier::v1::WatchCommitsResponse> {
    let editor = EditorialServiceClient::connect(server.url.clone()).await;
    let mut open = person("entities/open", "Open");
    "Ann".clone_into(&mut open.author);
    editor
        .expect("connected")
        .commit(open)
        .await
        .expect("committed");
    let facts = FactServiceClient::connect(server.url.clone()).await;
    let mut facts = facts.expect("connected");
    for _ in 0..3 {
        let none = GetFactRequest {
            name: "facts/none".to_owned(),
            ..Default::default()
        };
        facts.get_fact(none).await.expect_err("there is none");
    }
    let sync = SyncServiceClient::connect(server.url.clone()).await;
    let watch = dossier::v1::WatchCommitsRequest::default();
    let watch = sync.expect("connected").watch_commits(watch).await;
    watch.expect("a watch").into_inner()
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_are_counted_also_those_that_are_refused_at_the_door() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().display().to_string();
    let (server, _log, admin) = start(&["serve", "--data", &data]);
    let watch = busy(&server).await;
    let mut client = Http1::connect(&server);
    let json = ("content-type", "application/json");
    client.send("POST /dossier.v1.FactService/Secret", &[json], b"{}");
    client.send(
        "POST /dossier.v1.FactService/GetFact",
        &[json, ("authorization", "Bearer hidden")],
        b"{}",
    );
    client.send("GET /dossier.v1.QueryService/GetStats", &[], b"");
    client.send("GET /secret-page", &[], b"");

    let (status, text) = get(&admin, "/metrics");
    assert_eq!(status, 200);
    let calls = |method: &str, code: &str| {
        let labels = format!("{{rpc_method=\"{method}\",rpc_status_code=\"{code}\"}}");
        value(
            &text,
            &format!("rpc_server_call_duration_seconds_count{labels}"),
        )
    };
    assert_eq!(
        calls("dossier.v1.FactService/GetFact", "NOT_FOUND"),
        Some(3.0),
        "{text}"
    );
    assert_eq!(
        calls("dossier.v1.FactService/GetFact", "UNAUTHENTICATED"),
        Some(1.0)
    );
    assert_eq!(calls("dossier.v1.EditorialService/Commit", "OK"), Some(1.0));
    assert_eq!(calls("dossier.v1.QueryService/GetStats", "OK"), Some(1.0));
    assert_eq!(calls("_OTHER", "UNIMPLEMENTED"), Some(1.0));
    for (series, expected) in SERIES {
        assert_eq!(value(&text, series), Some(*expected), "{series}\n{text}");
    }
    for chosen in ["secret", "Secret", "hidden", "entities/", "facts/none"] {
        assert!(!text.contains(chosen), "{chosen}: {text}");
    }
    let series = text.lines().filter(|line| !line.starts_with('#')).count();
    assert!(series < 250, "{series} series");
    drop(watch);
    assert_eq!(get(&admin, "/healthz").0, 200);
    assert_eq!(get(&admin, "/readyz"), (200, "ready\n".to_owned()));
    assert!(get(&admin, "/buildinfo").1.contains("\"version\""));
    assert_eq!(get(&admin, "/dossier.v1.QueryService/GetStats").0, 404);
}

/// Asks until a call to a method is open.
fn under_way(admin: &str, method: &str) {
    let series = format!("dossier_open_calls{{rpc_method=\"{method}\"}}");
    let asked = std::iter::repeat_with(|| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        value(&get(admin, "/metrics").1, &series)
    });
    let open = asked.take(500).find(|open| *open == Some(1.0));
    assert!(open.is_some(), "{series}");
}

/// Asks until the operator's port says that calls should go elsewhere.
fn seen_to_stop(admin: &str) {
    let asked = std::iter::repeat_with(|| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        get(admin, "/readyz")
    });
    let stopping = asked.take(500).find(|(status, _)| *status == 503);
    assert_eq!(stopping, Some((503, "stopping\n".to_owned())));
}

#[tokio::test(flavor = "multi_thread")]
async fn probes_see_a_server_stop_until_its_last_call_has_ended() {
    let in_time = std::time::Duration::from_secs(20);
    let json = ("content-type", "application/json");
    let get_stats = "POST /dossier.v1.QueryService/GetStats";
    // A call that does not end.
    let (mut server, _log, admin) = start(&["serve", "--content", CONTENT]);
    let mut open = Http1::connect(&server);
    open.begin(get_stats, &[json], b"{ }");
    under_way(&admin, "dossier.v1.QueryService/GetStats");
    server.terminate();
    seen_to_stop(&admin);
    assert_eq!(get(&admin, "/metrics").0, 200);
    drop(open);
    assert!(server.ends_within(in_time).await);
    // Time for balancers to look, in which calls and connections go on.
    let (mut server, _log, admin) = start(&["serve", "--content", CONTENT, "--lame-duck", "3"]);
    let mut old = Http1::connect(&server);
    assert_eq!(old.send(get_stats, &[json], b"{}").status, 200);
    server.terminate();
    seen_to_stop(&admin);
    for mut client in [old, Http1::connect(&server)] {
        assert_eq!(client.send(get_stats, &[json], b"{}").status, 200);
        let health = client.send("POST /grpc.health.v1.Health/Check", &[json], b"{}");
        assert!(health.text().contains("NOT_SERVING"), "{health:?}");
    }
    assert!(server.ends_within(in_time).await);
}

#[tokio::test]
async fn a_supervisor_is_told_when_the_server_stands_and_when_it_stops() {
    let folder = tempfile::tempdir().expect("a folder");
    let socket = folder.path().join("notify");
    let supervisor = std::os::unix::net::UnixDatagram::bind(&socket).expect("a socket");
    let in_time = std::time::Duration::from_secs(20);
    supervisor
        .set_read_timeout(Some(in_time))
        .expect("a timeout");
    let next = || {
        let mut buffer = [0; 128];
        let length = supervisor.recv(&mut buffer).expect("a word");
        String::from_utf8_lossy(&buffer[..length]).trim().to_owned()
    };
    let mut server = Server::supervised(&socket, &["serve", "--content", CONTENT]);
    assert_eq!(next(), "READY=1");
    // As systemd reloads it (`Type=notify-reload`).
    server.signal("-HUP");
    let reloading = next();
    let since = reloading.strip_prefix("RELOADING=1\nMONOTONIC_USEC=");
    let since = since.map(str::parse::<u64>);
    assert!(matches!(since, Some(Ok(1..))), "{reloading}");
    assert_eq!(next(), "READY=1");
    server.terminate();
    assert_eq!(next(), "STOPPING=1");
    assert!(server.ends_within(in_time).await);
}

/// The names of the metrics in a text of an operator's port.
pub(crate) fn exposed(text: &str) -> BTreeSet<String> {
    let types = text.lines().filter_map(|line| line.strip_prefix("# TYPE "));
    let exposed: BTreeSet<String> = types
        .map(|line| {
            let (name, kind) = line.split_once(' ').expect("a type");
            match kind {
                "counter" => format!("{name}_total"),
                "info" => format!("{name}_info"),
                _ => name.to_owned(),
            }
        })
        .collect();
    assert!(exposed.len() > 10, "{exposed:?}");
    exposed
}

/// The names of the metrics that a page of the docs lists under "Metrics and probes".
pub(crate) fn documented(page: &str) -> BTreeSet<String> {
    let page = fs::read_to_string(repository().join(page)).expect(page);
    let (_, section) = page.split_once("## Metrics and probes").expect("a section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.flat_map(|row| row.split('|').nth(1).expect("a cell").split('`'))
        .filter(|word| word.contains('_'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_metric_is_documented_and_nothing_else_is() {
    let (_server, _log, admin) = start(&["serve", "--content", CONTENT]);
    let (_, text) = get(&admin, "/metrics");
    let exposed = exposed(&text);
    assert_eq!(exposed, documented("docs/operating.md"));
    for (file, many) in [("rules.yaml", 5), ("dashboard.json", 15)] {
        let text = fs::read_to_string(repository().join("docs/alerts").join(file)).expect(file);
        let words =
            text.split(|character: char| !character.is_ascii_lowercase() && character != '_');
        let starts = ["dossier_", "rpc_server_", "process_"];
        let metrics = words.filter(|word| starts.iter().any(|start| word.starts_with(start)));
        let metrics: BTreeSet<_> = metrics.collect();
        assert!(metrics.len() > many, "{metrics:?}");
        for metric in metrics {
            let histogram = metric
                .strip_suffix("_bucket")
                .or(metric.strip_suffix("_count"));
            assert!(exposed.contains(histogram.unwrap_or(metric)), "{metric}");
        }
    }
}

/// What Grafana needs of a panel: a place, a title, a data source and something to ask it for.
#[test]
fn the_dashboard_is_one() {
    let file = repository().join("docs/alerts/dashboard.json");
    let text = fs::read_to_string(file).expect("a dashboard");
    let dashboard: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let panels = dashboard["panels"].as_array().expect("panels");
    assert!(panels.len() > 8, "{}", panels.len());
    let (mut ids, mut places) = (BTreeSet::new(), BTreeSet::new());
    for panel in panels {
        let title = panel["title"].as_str().expect("a title");
        assert!(ids.insert(panel["id"].as_u64().expect("an id")), "{title}");
        let place = &panel["gridPos"];
        let [x, y, w, h] = ["x", "y", "w", "h"].map(|key| place[key].as_u64().expect(title));
        assert!(x + w <= 24 && w > 0 && h > 0, "{title}");
        for column in x..x + w {
            for row in y..y + h {
                assert!(
                    places.insert((column, row)),
                    "{title} lies on another panel"
                );
            }
        }
        for target in panel["targets"].as_array().expect("targets") {
            assert_eq!(target["datasource"]["uid"], "${datasource}", "{title}");
            let expression = target["expr"].as_str().expect("a query");
            let open = expression.matches(['(', '{', '[']).count();
            assert_eq!(open, expression.matches([')', '}', ']']).count(), "{title}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::too_many_lines, reason = "calls in a row, and what is logged")]
async fn a_call_is_found_in_the_log_by_its_id() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().display().to_string();
    let (server, log, _) = start(&[
        "serve",
        "--data",
        &data,
        "--slow-call",
        "1",
        "--log",
        "debug",
    ]);
    let mut client = Http1::connect(&server);
    let json = ("content-type", "application/json");
    let get_stats = "POST /dossier.v1.QueryService/GetStats";
    let own = client.send(get_stats, &[json, ("x-request-id", "mine-1")], b"{}");
    assert_eq!(own.header("x-request-id"), "mine-1");
    assert_eq!(
        client
            .send(get_stats, &[json], b"{}")
            .header("x-request-id"),
        ""
    );
    let strange = client.send(get_stats, &[json, ("x-request-id", "a b")], b"{}");
    assert_eq!(strange.header("x-request-id"), "");
    let get = "POST /dossier.v1.FactService/GetFact";
    let refused = client.send(get, &[json], br#"{"name":"facts/none"}"#);
    let id = refused.header("x-request-id").to_owned();
    let mut editor = EditorialServiceClient::connect(server.url.clone())
        .await
        .expect("connected");
    let mut wrong = Request::new(person("entities/Wrong", "Wrong"));
    wrong
        .metadata_mut()
        .insert("x-request-id", "write-7".parse().expect("a value"));
    let status = editor.commit(wrong).await.expect_err("refused");
    assert_eq!(
        status.metadata().get("x-request-id").expect("an id"),
        "write-7"
    );
    let mut open = person("entities/open", "Open");
    "Ann".clone_into(&mut open.author);
    let done = editor.commit(open).await.expect("committed");
    assert_eq!(
        done.metadata().get("x-request-id").expect("an id").len(),
        16
    );
    server.terminate();
    let lines: Vec<serde_json::Value> = log
        .filter_map(|line| serde_json::from_str(&line).ok())
        .collect();
    let said = |id: &str, message: &str| {
        lines
            .iter()
            .any(|line| line["span"]["request_id"] == id && line["message"] == message)
    };
    assert!(
        id.len() == 16 && said(&id, "a call was refused"),
        "{lines:#?}"
    );
    assert!(said("write-7", "a commit was refused"), "{lines:#?}");
    let slow = lines
        .iter()
        .any(|line| line["message"] == "a call was slow");
    assert!(slow, "a commit waits for the disk: {lines:#?}");
}
