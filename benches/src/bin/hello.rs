//! The baseline: a tonic server that says hello, with tonic's defaults, and one that answers with
//! constant bytes of a given size.
//!
//! Prints its address. Arguments: how many bytes the constant reply has.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::io::Write as _;
use std::process::ExitCode;
use std::task::{Context, Poll};

use bytes::Bytes;
use dossier_benches::raw::RawCodec;
use tokio::net::TcpListener;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::body::Body;
use tonic::codegen::http;
use tonic::codegen::{BoxFuture, Service};
use tonic::server::{Grpc, NamedService, UnaryService};
use tonic::transport::Server;
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

#[tokio::main]
async fn main() -> ExitCode {
    let size = std::env::args().nth(1).and_then(|size| size.parse().ok());
    let greeter = Greeter {
        constant: Bytes::from(vec![0; size.unwrap_or(0)]),
    };
    let served = async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        writeln!(std::io::stdout(), "serving http://{address}")?;
        let incoming = TcpListenerStream::new(listener);
        let server = Server::builder()
            .add_service(greeter)
            .serve_with_incoming(incoming);
        server.await.map_err(std::io::Error::other)
    };
    match served.await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            writeln!(std::io::stderr(), "error: {error}").ok();
            ExitCode::from(2)
        }
    }
}
