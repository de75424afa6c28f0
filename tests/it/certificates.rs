//! Clients that are known by a certificate.

use std::fs;
use std::path::Path;
use std::time::Duration;

use dossier::v1::editorial_service_client::EditorialServiceClient;
use dossier::v1::fact_service_client::FactServiceClient;
use dossier::v1::{CommitRequest, ListEntitiesRequest, ListRevisionsRequest};
use rcgen::string::Ia5String;
use rcgen::{CertificateParams, ExtendedKeyUsagePurpose, KeyPair, SanType};
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Endpoint, Identity};
use tonic::{Code, Request};

use crate::connections::{Authority, TlsFiles, authority};
use crate::support::{Server, person, run, token_line};

/// A certificate of a client with a name, and its key.
fn identity(authority: &Authority, name: SanType) -> Identity {
    let key = KeyPair::generate().expect("a key");
    let mut params = CertificateParams::new(Vec::new()).expect("no names");
    params.subject_alt_names = vec![name];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    let certificate = params.signed_by(&key, authority).expect("a certificate");
    Identity::from_pem(certificate.pem(), key.serialize_pem())
}

fn ascii(text: &str) -> Ia5String {
    text.try_into().expect("ASCII")
}

fn dns(name: &str) -> SanType {
    SanType::DnsName(ascii(name))
}

fn uri(name: &str) -> SanType {
    SanType::URI(ascii(name))
}

async fn connected(
    server: &Server,
    tls: &TlsFiles,
    identity: Option<Identity>,
) -> Result<Channel, tonic::transport::Error> {
    let config = ClientTlsConfig::new()
        .ca_certificate(Certificate::from_pem(tls.authority().pem()))
        .domain_name("localhost");
    let config = match identity {
        Some(identity) => config.identity(identity),
        None => config,
    };
    Endpoint::from_shared(server.url.clone())?
        .tls_config(config)?
        .connect()
        .await
}

/// What becomes of a commit that is sent with these headers.
async fn commit(channel: &Channel, headers: &[(&'static str, &str)]) -> Code {
    let mut request = Request::new(CommitRequest {
        author: "somebody".to_owned(),
        ..person("entities/ada", "Ada")
    });
    for (name, value) in headers {
        let value = value.parse().expect("a header");
        request.metadata_mut().insert(*name, value);
    }
    let mut editor = EditorialServiceClient::new(channel.clone());
    editor
        .commit(request)
        .await
        .map_or_else(|status| status.code(), |_| Code::Ok)
}

/// What becomes of a read. A certificate that is refused shows itself here, with TLS 1.3.
async fn read(channel: Channel) -> Code {
    let mut facts = FactServiceClient::new(channel);
    let read = facts.list_entities(ListEntitiesRequest::default()).await;
    read.map_or_else(|status| status.code(), |_| Code::Ok)
}

const TOKENS: &str = "\
editor san=dns:Build.example.org Ada Lovelace\n\
reader san=uri:spiffe://example.org/site The site\n\
operator san=email:ops@example.org Operations\n";

/// What a server is started with.
fn arguments(folder: &Path, tls: &TlsFiles) -> Vec<String> {
    let file = |name: &str| folder.join(name).display().to_string();
    let mut arguments = vec!["serve".to_owned(), "--data".to_owned(), file("data")];
    arguments.extend(tls.arguments());
    let rest = [
        "--tls-client-ca",
        &file("clients.pem"),
        "--token-file",
        &file("tokens"),
    ];
    arguments.extend(rest.map(str::to_owned));
    arguments.extend(["--public-reads", "no"].map(str::to_owned));
    arguments
}

fn started(folder: &Path, tls: &TlsFiles) -> Server {
    let arguments = arguments(folder, tls);
    Server::with(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

#[tokio::test]
async fn a_certificate_gives_the_role_of_its_line_and_nothing_to_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let (tls, clients) = (TlsFiles::new(), authority());
    fs::write(folder.path().join("clients.pem"), clients.pem()).expect("written");
    let tokens = format!("{TOKENS}{}", token_line("reader", "sesame", "Reader"));
    fs::write(folder.path().join("tokens"), tokens).expect("written");
    let server = started(folder.path(), &tls);

    let with = |name: SanType| connected(&server, &tls, Some(identity(&clients, name)));
    let ada = with(dns("build.EXAMPLE.org")).await.expect("connected");
    assert_eq!(commit(&ada, &[]).await, Code::Ok);
    // Whatever she says, she signs with the name of the line.
    let request = ListRevisionsRequest {
        name: "entities/ada".to_owned(),
        ..ListRevisionsRequest::default()
    };
    let mut facts = FactServiceClient::new(ada.clone());
    let states = facts.list_revisions(request).await.expect("revisions");
    assert_eq!(states.into_inner().revisions[0].author, "Ada Lovelace");

    let site = with(uri("spiffe://example.org/site"))
        .await
        .expect("connected");
    assert_eq!(read(site.clone()).await, Code::Ok);
    assert_eq!(commit(&site, &[]).await, Code::PermissionDenied);
    let ops = with(SanType::Rfc822Name(ascii("ops@example.org")));
    assert_eq!(
        commit(&ops.await.expect("connected"), &[]).await,
        Code::PermissionDenied
    );
    // Names are of a kind, and a name without a line is nobody's.
    for name in [
        uri("dns:build.example.org"),
        dns("example.org"),
        dns("xbuild.example.org"),
    ] {
        let nobody = with(name).await.expect("connected");
        assert_eq!(read(nobody).await, Code::Unauthenticated);
    }
    let none = connected(&server, &tls, None).await.expect("connected");
    assert_eq!(read(none).await, Code::Unauthenticated);

    // A token counts first.
    assert_eq!(
        commit(&ada, &[("authorization", "Bearer sesame")]).await,
        Code::PermissionDenied
    );
    // A browser shows the certificate for every page.
    for (header, value) in [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-origin"),
    ] {
        let code = commit(&ada, &[(header, value)]).await;
        assert!(
            matches!(code, Code::PermissionDenied | Code::Unauthenticated),
            "{value}: {code}"
        );
    }
}

#[tokio::test]
async fn authorities_and_lines_are_read_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (tls, first, second) = (TlsFiles::new(), authority(), authority());
    let (file, tokens) = (
        folder.path().join("clients.pem"),
        folder.path().join("tokens"),
    );
    fs::write(&file, first.pem()).expect("written");
    fs::write(&tokens, TOKENS).expect("written");
    let server = started(folder.path(), &tls);
    let code = async |authority: &Authority| {
        let ada = identity(authority, dns("build.example.org"));
        match connected(&server, &tls, Some(ada)).await {
            Ok(channel) => Some(read(channel).await).filter(|code| *code == Code::Ok),
            Err(_) => None,
        }
    };
    let open = connected(
        &server,
        &tls,
        Some(identity(&first, dns("build.example.org"))),
    )
    .await;
    let open = open.expect("connected");
    assert_eq!(commit(&open, &[]).await, Code::Ok);
    assert_eq!(code(&first).await, Some(Code::Ok));
    assert_eq!(code(&second).await, None, "nobody vouches");

    // What cannot be used changes nothing.
    fs::write(&file, "no certificate").expect("written");
    server.signal("-HUP");
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(code(&first).await, Some(Code::Ok));
    fs::write(&file, second.pem()).expect("written");
    server.signal("-HUP");
    let renewed = async {
        while code(&second).await.is_none() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), renewed)
        .await
        .expect("the new authority");
    assert_eq!(code(&first).await, None, "it vouches no more");
    // A connection that is open lives as long as its line.
    assert_eq!(read(open.clone()).await, Code::Ok);
    fs::write(&tokens, "# nobody\n").expect("written");
    server.signal("-HUP");
    let gone = async {
        while read(open.clone()).await == Code::Ok {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), gone)
        .await
        .expect("the line is gone");
}

#[test]
fn what_cannot_vouch_for_clients_is_told_at_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let tls = TlsFiles::new();
    for (authorities, message) in [
        (None, "cannot be read"),
        (Some("nothing"), "contains no certificate in PEM"),
    ] {
        if let Some(text) = authorities {
            fs::write(folder.path().join("clients.pem"), text).expect("written");
        }
        fs::write(folder.path().join("tokens"), TOKENS).expect("written");
        let arguments = arguments(folder.path(), &tls);
        let output = run(
            "dossier-server",
            &arguments.iter().map(String::as_str).collect::<Vec<_>>(),
        );
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(text.contains(message), "{text}");
    }
}
