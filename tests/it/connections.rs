//! How connections begin and end: TLS with certificates that are renewed, age, clients that do not read.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use dossier::v1::fact_service_client::FactServiceClient;
use dossier::v1::sync_service_client::SyncServiceClient;
use dossier::v1::{ExportSnapshotRequest, GetFactRequest, ListFactsRequest, WatchCommitsRequest};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Endpoint};
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use crate::sizes;
use crate::support::{self, PREFACE, SETTINGS, Server, run};

const CONTENT: [&str; 3] = ["serve", "--content", support::CONTENT];

async fn treaty(channel: Channel) -> Result<String, Status> {
    let request = GetFactRequest {
        name: "facts/canal-treaty".to_owned(),
        ..GetFactRequest::default()
    };
    let fact = FactServiceClient::new(channel).get_fact(request).await?;
    Ok(fact.into_inner().name)
}

fn reason(status: &Status) -> String {
    let details = status.get_error_details();
    details
        .error_info()
        .map_or_else(String::new, |info| info.reason.clone())
}

pub(crate) type Authority = CertifiedIssuer<'static, KeyPair>;

pub(crate) fn authority() -> Authority {
    let mut params = CertificateParams::new(Vec::new()).expect("no names");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("a key");
    CertifiedIssuer::self_signed(params, key).expect("an authority")
}

/// Writes a certificate for this machine and its key.
fn issue(authority: &Authority, folder: &Path) {
    let names = vec!["localhost".to_owned()];
    let key = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(names).expect("names");
    let certificate = params.signed_by(&key, authority).expect("a certificate");
    fs::write(folder.join("key.pem"), key.serialize_pem()).expect("written");
    fs::write(folder.join("certificate.pem"), certificate.pem()).expect("written");
}

/// A certificate in files, for a server to present.
pub(crate) struct TlsFiles {
    authority: Authority,
    folder: tempfile::TempDir,
}

impl TlsFiles {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let authority = authority();
        issue(&authority, folder.path());
        Self { authority, folder }
    }

    /// Who vouches for the certificate.
    pub(crate) fn authority(&self) -> &Authority {
        &self.authority
    }

    /// What to start the server with.
    pub(crate) fn arguments(&self) -> [String; 4] {
        let file = |name: &str| self.folder.path().join(name).display().to_string();
        let (certificate, key) = (file("certificate.pem"), file("key.pem"));
        let option = str::to_owned;
        [
            option("--tls-certificate"),
            certificate,
            option("--tls-key"),
            key,
        ]
    }
}

pub(crate) async fn trusting(
    server: &Server,
    authority: &Authority,
) -> Result<Channel, tonic::transport::Error> {
    let tls = ClientTlsConfig::new()
        .ca_certificate(Certificate::from_pem(authority.pem()))
        .domain_name("localhost");
    Endpoint::from_shared(server.url.clone())?
        .tls_config(tls)?
        .connect()
        .await
}

#[tokio::test]
async fn tls_is_spoken_and_its_certificate_renewed_under_open_connections() {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, second) = (authority(), authority());
    issue(&first, folder.path());
    let file = |name: &str| folder.path().join(name).display().to_string();
    let (certificate, key) = (file("certificate.pem"), file("key.pem"));
    let tls = ["--tls-certificate", &certificate, "--tls-key", &key];
    let server = Server::with(&[&CONTENT[..], &tls[..]].concat());
    assert!(server.url.starts_with("https://"), "{}", server.url);

    let before = trusting(&server, &first).await.expect("a connection");
    assert_eq!(
        treaty(before.clone()).await.expect("a fact"),
        "facts/canal-treaty"
    );
    trusting(&server, &second)
        .await
        .expect_err("nobody vouches");
    let plain = server.url.replace("https", "http");
    let plain = Endpoint::from_shared(plain).expect("a URL").connect().await;
    if let Ok(plain) = plain {
        treaty(plain).await.expect_err("not encrypted");
    }

    let ca = file("ca.pem");
    fs::write(&ca, first.pem()).expect("written");
    let out = file("site");
    let url = server.url.replace("127.0.0.1", "localhost");
    let build = ["build", "--server", &url, "--tls-ca", &ca, "--out", &out];
    let output = run("sitegen", &build);
    assert!(output.status.success(), "{output:?}");

    // A key without its certificate is not taken, and what was served goes on.
    let old = fs::read(&certificate).expect("read");
    issue(&second, folder.path());
    let new = fs::read(&certificate).expect("read");
    fs::write(&certificate, old).expect("written");
    server.signal("-HUP");
    tokio::time::sleep(Duration::from_millis(300)).await;
    trusting(&server, &first)
        .await
        .expect("the old certificate");
    fs::write(&certificate, new).expect("written");
    server.signal("-HUP");
    let renewed = async {
        while trusting(&server, &second).await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), renewed)
        .await
        .expect("the new certificate");
    assert_eq!(
        treaty(before).await.expect("still open"),
        "facts/canal-treaty"
    );
}

#[test]
fn a_certificate_that_cannot_be_used_is_told_before_anything_is_served() {
    let folder = tempfile::tempdir().expect("a folder");
    issue(&authority(), folder.path());
    let file = |name: &str| folder.path().join(name).display().to_string();
    let (certificate, key) = (file("certificate.pem"), file("key.pem"));
    let missing = file("missing.pem");
    for (certificate, key, message) in [
        (&missing, &key, "cannot be read"),
        (&key, &key, "contains no certificate in PEM"),
        (&certificate, &certificate, "contains no private key in PEM"),
    ] {
        let tls = ["--tls-certificate", certificate, "--tls-key", key];
        let output = run("dossier-server", &[&CONTENT[..], &tls[..]].concat());
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(text.contains(message), "{text}");
    }
}

#[tokio::test]
async fn an_old_connection_is_ended_in_good_order() {
    let server = Server::with(&[&CONTENT[..], &["--connection-age", "1"][..]].concat());
    let mut sync = SyncServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let watch = sync.watch_commits(WatchCommitsRequest::default()).await;
    let mut watch = watch.expect("a watch").into_inner();
    let address = server.address().to_owned();
    let codes = tokio::task::spawn_blocking(move || told_to_go(&address));
    // GOAWAY with NO_ERROR (RFC 9113, 6.8): first to announce it, then with the last call taken.
    assert_eq!(codes.await.expect("read"), [0, 0]);
    // What is still open is let be for ten seconds, and cut then.
    let cut = async { while let Ok(Some(_)) = watch.message().await {} };
    tokio::time::timeout(Duration::from_secs(20), cut)
        .await
        .expect("the watch is cut");
}

/// The error codes of the GOAWAY frames that a silent client gets until its connection is closed.
fn told_to_go(address: &str) -> Vec<u32> {
    let mut socket = TcpStream::connect(address).expect("a connection");
    socket.write_all(PREFACE).expect("written");
    socket.write_all(&SETTINGS).expect("written");
    let mut codes = Vec::new();
    let mut head = [0; 9];
    while socket.read_exact(&mut head).is_ok() {
        let [_, high, low, kind, flags, ..] = head;
        let mut payload = vec![0; usize::from(high) * 256 + usize::from(low)];
        socket.read_exact(&mut payload).expect("a payload");
        match (kind, flags, payload.as_slice()) {
            (7, _, [_, _, _, _, a, b, c, d, ..]) => {
                codes.push(u32::from_be_bytes([*a, *b, *c, *d]));
            }
            // A ping is answered; the server waits for it before it ends the connection.
            (6, 0, _) => {
                head[4] = 1;
                socket.write_all(&[&head, payload.as_slice()].concat()).ok();
            }
            _ => {}
        }
    }
    codes
}

#[tokio::test]
async fn who_does_not_read_a_stream_loses_it() {
    // More than the buffers between two programs hold.
    let content = tempfile::tempdir().expect("a folder");
    sizes::write(content.path(), 1_000);
    let folder = content.path().to_str().expect("UTF-8");
    let server = Server::with(&["serve", "--content", folder, "--send-timeout", "1"]);
    let channel = Endpoint::from_shared(server.url.clone())
        .expect("a URL")
        .initial_stream_window_size(1024)
        .connect()
        .await
        .expect("a connection");
    let mut sync = SyncServiceClient::new(channel.clone());
    let request = ExportSnapshotRequest::default();
    let export = sync.export_snapshot(request.clone()).await;
    let mut export = export.expect("an export").into_inner();
    tokio::time::sleep(Duration::from_secs(3)).await;
    // Others on the connection are not held up.
    let mut facts = FactServiceClient::new(channel);
    let page = facts.list_facts(ListFactsRequest::default()).await;
    page.expect("a page of facts");
    let ended = loop {
        match export.message().await {
            Ok(Some(_)) => {}
            Ok(None) => panic!("the export ended as if all were told"),
            Err(status) => break status,
        }
    };
    assert_eq!(
        (ended.code(), reason(&ended).as_str()),
        (Code::Aborted, "CLIENT_TOO_SLOW"),
        "{ended}"
    );
    // Who reads gets all of it, however small the window.
    let mut export = sync
        .export_snapshot(request)
        .await
        .expect("an export")
        .into_inner();
    let mut last = None;
    while let Some(message) = export.message().await.expect("a message") {
        last = message.part;
    }
    assert!(matches!(
        last,
        Some(dossier::v1::export_snapshot_response::Part::Trailer(_))
    ));
}
