//! The baseline: a tonic server that says hello, or answers with constant bytes.
//!
//! Prints its address. Arguments: `shared` (tonic's default, one runtime of several threads) or
//! `sharded` (one runtime of one thread for each core), and how many bytes the constant reply has.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::io::Write as _;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::task::{Context, Poll};

use bytes::Bytes;
use dossier_benches::raw::RawCodec;
use dossier_server::serve::Listeners;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tonic::body::Body;
use tonic::codegen::http;
use tonic::codegen::{BoxFuture, Service};
use tonic::server::{Grpc, NamedService, UnaryService};
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;
use tonic::{Request, Response, Status};

/// `message HelloReply { string message = 1; }` with «Hello world!».
const HELLO: &[u8] = b"\x0a\x0cHello world!";

#[derive(Clone)]
struct Greeter {
    constant: Bytes,
}

impl NamedService for Greeter {
    const NAME: &'static str = "helloworld.Greeter";
}

/// Answers one method with the same bytes each time.
struct Answer(Bytes);

impl UnaryService<Bytes> for Answer {
    type Response = Bytes;
    type Future = Ready<Result<Response<Bytes>, Status>>;

    fn call(&mut self, _request: Request<Bytes>) -> Self::Future {
        ready(Ok(Response::new(self.0.clone())))
    }
}

impl Service<http::Request<Body>> for Greeter {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<Self::Response, Infallible>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let reply = if request.uri().path().ends_with("SayHello") {
            Bytes::from_static(HELLO)
        } else {
            self.constant.clone()
        };
        Box::pin(async move { Ok(Grpc::new(RawCodec).unary(Answer(reply), request).await) })
    }
}

/// Serves on a listener with tonic's own server.
async fn serve(listener: std::net::TcpListener, greeter: Greeter) -> std::io::Result<()> {
    let incoming = TcpIncoming::from(TcpListener::from_std(listener)?).with_nodelay(Some(true));
    let server = Server::builder().add_service(greeter);
    let outcome = server.serve_with_incoming(incoming).await;
    outcome.map_err(std::io::Error::other)
}

/// tonic's default: one runtime of as many threads as there are cores.
fn shared(greeter: Greeter) -> std::io::Result<()> {
    let listeners = Listeners::bind(ANY, 1).map_err(std::io::Error::other)?;
    announce(&listeners)?;
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    let listener = listeners.into_sockets().pop();
    listener.map_or(Ok(()), |listener| {
        runtime.block_on(serve(listener, greeter))
    })
}

/// The layout of `dossier-server`: a runtime of one thread for each core.
fn sharded(greeter: &Greeter) -> std::io::Result<()> {
    let cores = std::thread::available_parallelism()?.get();
    let listeners = Listeners::bind(ANY, cores).map_err(std::io::Error::other)?;
    announce(&listeners)?;
    let threads = listeners.into_sockets().into_iter().map(|listener| {
        let greeter = greeter.clone();
        std::thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(serve(listener, greeter))
        })
    });
    for thread in threads.collect::<Vec<_>>() {
        thread
            .join()
            .map_err(|_| std::io::Error::other("a thread ended in a panic"))??;
    }
    Ok(())
}

/// A free port of this machine.
const ANY: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

fn announce(listeners: &Listeners) -> std::io::Result<()> {
    writeln!(std::io::stdout(), "serving http://{}", listeners.address())
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let layout = arguments.next();
    let size = arguments.next().and_then(|size| size.parse().ok());
    let greeter = Greeter {
        constant: Bytes::from(vec![0; size.unwrap_or(0)]),
    };
    let served = match layout.as_deref() {
        Some("sharded") => sharded(&greeter),
        _ => shared(greeter),
    };
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            writeln!(std::io::stderr(), "error: {error}").ok();
            ExitCode::from(2)
        }
    }
}
