//! A database that answers nothing: reads from memory go on, what needs it is refused in time, and all
//! of it ends by itself.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use dossier::v1::editorial_service_client::EditorialServiceClient;
use dossier::v1::fact_service_client::FactServiceClient;
use dossier::v1::query_service_client::QueryServiceClient;
use dossier::v1::sync_service_client::SyncServiceClient;
use dossier::v1::{ListCommitsRequest, ListEntitiesRequest, SearchFactsRequest};
use tonic::Code;
use tonic::transport::Channel;

use crate::replicas::{DATABASE, database, entity, insist, operate, revision};
use crate::support::Server;

/// How long nothing is answered.
const HANG: Duration = Duration::from_secs(20);

/// Until when what needs the database is refused.
const REFUSED: Duration = Duration::from_secs(12);

/// Until when all is well again.
const MENDED: Duration = Duration::from_secs(10);

/// What is answered from memory takes no longer, which is less than any limit on the database.
const MEMORY: Duration = Duration::from_secs(3);

/// The processes of the database, the first of them before those that it started.
fn processes() -> Vec<String> {
    let file =
        std::env::var("DOSSIER_TEST_POSTGRES_PID").expect("scripts/with-postgres.sh sets it");
    let text = std::fs::read_to_string(file).expect("a process");
    let first = text.lines().next().expect("a line").trim().to_owned();
    let children = std::fs::read_to_string(format!("/proc/{first}/task/{first}/children"));
    let children = children.expect("children");
    let children = children.split_whitespace().map(str::to_owned);
    std::iter::once(first).chain(children).collect()
}

fn signal(signal: &str, processes: &[String]) {
    let done = Command::new("kill").arg(signal).args(processes).status();
    assert!(done.expect("kill runs").success());
}

/// Wakes the database however a test ends: others need it, and a paused one cannot be stopped.
struct Woken;

impl Drop for Woken {
    fn drop(&mut self) {
        let all = processes();
        Command::new("kill").arg("-CONT").args(all).status().ok();
    }
}

/// A path to the database that can swallow all that is sent, in both directions.
struct Path {
    address: String,
    swallows: Arc<AtomicBool>,
}

impl Path {
    fn to(target: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let swallows = Arc::new(AtomicBool::new(false));
        let (target, swallowing) = (target.to_owned(), Arc::clone(&swallows));
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let Ok(server) = TcpStream::connect(&target) else {
                    continue;
                };
                let pairs = [
                    (client.try_clone(), server.try_clone()),
                    (Ok(server), Ok(client)),
                ];
                for (from, to) in pairs {
                    let (from, to) = (from.expect("a socket"), to.expect("a socket"));
                    let swallowing = Arc::clone(&swallowing);
                    std::thread::spawn(move || carry(from, to, &swallowing));
                }
            }
        });
        Self { address, swallows }
    }
}

/// A connection on which something was swallowed stays silent for ever, as after a lost route.
fn carry(mut from: TcpStream, mut to: TcpStream, swallows: &AtomicBool) {
    let mut bytes = [0; 16 * 1024];
    let mut broken = false;
    while let Ok(count) = from.read(&mut bytes) {
        if count == 0 {
            break;
        }
        broken |= swallows.load(Ordering::Relaxed);
        let sent = bytes.get(..count).unwrap_or_default();
        if !broken && to.write_all(sent).is_err() {
            break;
        }
    }
    if !broken {
        to.shutdown(Shutdown::Both).ok();
    }
}

/// Clients of a server.
struct Clients {
    editor: EditorialServiceClient<Channel>,
    facts: FactServiceClient<Channel>,
    queries: QueryServiceClient<Channel>,
    sync: SyncServiceClient<Channel>,
}

impl Clients {
    async fn connect(server: &Server) -> Self {
        let endpoint = Channel::from_shared(server.url.clone()).expect("a URL");
        let channel = endpoint.connect().await.expect("a connection");
        Self {
            editor: EditorialServiceClient::new(channel.clone()),
            facts: FactServiceClient::new(channel.clone()),
            queries: QueryServiceClient::new(channel.clone()),
            sync: SyncServiceClient::new(channel),
        }
    }

    /// Reads from memory what other threads work out.
    async fn read_memory(&mut self) {
        let start = Instant::now();
        let request = ListEntitiesRequest {
            filter: "kind = person".to_owned(),
            ..ListEntitiesRequest::default()
        };
        self.facts.list_entities(request).await.expect("a list");
        let request = SearchFactsRequest {
            query: "anything".to_owned(),
            ..SearchFactsRequest::default()
        };
        self.queries.search_facts(request).await.expect("a search");
        let taken = start.elapsed();
        assert!(taken < MEMORY, "reads from memory took {taken:?}");
    }
}

/// Asks for what is read from the database for as long as it hangs.
async fn read_history(mut sync: SyncServiceClient<Channel>, over: Arc<AtomicBool>) {
    while !over.load(Ordering::Relaxed) {
        let start = Instant::now();
        let answer = sync.list_commits(ListCommitsRequest::default()).await;
        let code = answer.map_or_else(|status| status.code(), |_| Code::Ok);
        let taken = start.elapsed();
        let known = [
            Code::Ok,
            Code::Unavailable,
            Code::ResourceExhausted,
            Code::DeadlineExceeded,
        ];
        assert!(known.contains(&code), "{code:?}");
        assert!(taken < REFUSED, "{code:?} after {taken:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// What a server does while its database hangs, and afterwards.
async fn outlives(server: &Server, hang: impl FnOnce(), mend: impl FnOnce()) {
    let mut clients = Clients::connect(server).await;
    for number in 0..5 {
        insist(&mut clients.editor, &entity(&format!("before-{number}"))).await;
    }
    hang();
    let over = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..12)
        .map(|_| tokio::spawn(read_history(clients.sync.clone(), Arc::clone(&over))))
        .collect();
    let commit = tokio::spawn(is_refused_in_time(clients.editor.clone()));
    let start = Instant::now();
    while start.elapsed() < HANG {
        clients.read_memory().await;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    commit.await.expect("a refusal in time");
    mend();
    let after = goes_on(&mut clients).await;
    over.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.await.expect("a reader");
    }
    // The one that was refused is there once.
    let next = insist(&mut clients.editor, &entity("next")).await;
    assert_eq!((after, revision(&next)), (6, 7));
}

async fn is_refused_in_time(mut editor: EditorialServiceClient<Channel>) {
    let start = Instant::now();
    let refused = editor.commit(entity("meanwhile")).await;
    assert_eq!(refused.expect_err("a refusal").code(), Code::Unavailable);
    let taken = start.elapsed();
    assert!(taken < REFUSED, "a commit was refused after {taken:?}");
}

/// Asks again for the commit that was refused. Returns its revision.
async fn goes_on(clients: &mut Clients) -> i64 {
    let start = Instant::now();
    let after = insist(&mut clients.editor, &entity("meanwhile")).await;
    let taken = start.elapsed();
    assert!(taken < MENDED, "commits went on after {taken:?}");
    let history = ListCommitsRequest::default();
    clients.sync.list_commits(history).await.expect("history");
    revision(&after)
}

/// A database of its own on the server of the tests.
fn own(name: &str) -> String {
    operate(&database(), &format!("CREATE DATABASE {name}"));
    let database = database();
    let (address, _) = database.rsplit_once('/').expect("a path");
    format!("{address}/{name}")
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
async fn a_postgres_that_is_paused_takes_no_reads_along() {
    let _alone = DATABASE.lock().await;
    let server = Server::with(&["serve", "--database-url", &own("paused_whole")]);
    let all = processes();
    let _woken = Woken;
    let hang = || signal("-STOP", &processes());
    // Whoever was started before it was paused is woken too.
    let mend = || signal("-CONT", &processes());
    assert!(all.len() > 1);
    outlives(&server, hang, mend).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
async fn a_path_to_postgres_that_swallows_all_takes_no_reads_along() {
    let _alone = DATABASE.lock().await;
    let direct = own("swallowed");
    let (_, place) = direct.split_once('@').expect("a host");
    let (target, name) = place.split_once('/').expect("a database");
    let path = Path::to(target);
    let address = format!("postgres://dossier@{}/{name}", path.address);
    let server = Server::with(&["serve", "--database-url", &address]);
    let swallow = |all: bool| path.swallows.store(all, Ordering::Relaxed);
    outlives(&server, || swallow(true), || swallow(false)).await;

    // Others go on meanwhile, whatever the one that is cut off was about to do.
    let other = Server::with(&["serve", "--database-url", &direct]);
    let mut others = Clients::connect(&other).await;
    let mut cut_off = Clients::connect(&server).await;
    swallow(true);
    let mut editor = cut_off.editor.clone();
    let stuck = tokio::spawn(async move { editor.commit(entity("stuck")).await.is_err() });
    let start = Instant::now();
    for number in 0..20 {
        insist(&mut others.editor, &entity(&format!("other-{number}"))).await;
        cut_off.read_memory().await;
    }
    assert!(start.elapsed() < REFUSED, "{:?}", start.elapsed());
    assert!(stuck.await.expect("a task"));
    swallow(false);
    let start = Instant::now();
    insist(&mut cut_off.editor, &entity("stuck")).await;
    assert!(start.elapsed() < MENDED, "{:?}", start.elapsed());
}
