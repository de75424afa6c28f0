//! Server reflection, v1 and v1alpha: the contract with its comments, for clients without stubs.
//!
//! tonic's own ends the stream at the first unknown symbol, which leaves clients that ask several
//! things over one stream without answers.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;

use futures_util::{Stream, StreamExt as _};
use prost_reflect::{DescriptorPool, FileDescriptor};
use tonic::{Code, Request, Response, Status, Streaming};
use tonic_reflection::server::{v1, v1alpha};

use super::method;

/// Answers from the descriptors of all services.
#[derive(Clone, Debug)]
pub(super) struct Reflection {
    index: Arc<Index>,
}

#[derive(Debug)]
struct Index {
    pool: DescriptorPool,
    /// From full names of everything that has one to files.
    symbols: BTreeMap<String, FileDescriptor>,
}

/// A question, the same in both versions.
enum Question {
    File(String),
    Symbol(String),
    Extension(String, i32),
    Extensions(String),
    Services,
    Nothing,
}

/// An answer, the same in both versions.
enum Answer {
    Files(Vec<Vec<u8>>),
    Extensions(String, Vec<i32>),
    Services(Vec<String>),
    Error(Code, String),
}

impl Reflection {
    pub(super) fn new() -> Self {
        let pool = method::pool().clone();
        let symbols = symbols(&pool);
        Self {
            index: Arc::new(Index { pool, symbols }),
        }
    }

    fn answer(&self, question: Question) -> Answer {
        let index = &*self.index;
        let missing = |what: String| Answer::Error(Code::NotFound, what);
        let file = |found: Option<FileDescriptor>, what: String| match found {
            Some(file) => Answer::Files(vec![file.encode_to_vec()]),
            None => missing(what),
        };
        match question {
            Question::File(name) => file(
                index.pool.get_file_by_name(&name),
                format!("there is no file `{name}`"),
            ),
            Question::Symbol(name) => {
                let message = format!("there is no `{name}`");
                file(index.symbols.get(&name).cloned(), message)
            }
            Question::Extension(name, number) => {
                let absent = format!("`{name}` has no extension {number}");
                let message = index.pool.get_message_by_name(&name);
                let number = u32::try_from(number).ok();
                let found = message
                    .zip(number)
                    .and_then(|(message, number)| message.get_extension(number));
                file(found.map(|extension| extension.parent_file()), absent)
            }
            Question::Extensions(name) => match index.pool.get_message_by_name(&name) {
                Some(message) => {
                    let numbers = message
                        .extensions()
                        .filter_map(|extension| i32::try_from(extension.number()).ok());
                    Answer::Extensions(name, numbers.collect())
                }
                None => missing(format!("there is no message `{name}`")),
            },
            Question::Services => {
                let services = index.pool.services();
                Answer::Services(
                    services
                        .map(|service| service.full_name().to_owned())
                        .collect(),
                )
            }
            Question::Nothing => {
                let message = "the request asks for nothing that this version knows".to_owned();
                Answer::Error(Code::InvalidArgument, message)
            }
        }
    }
}

fn symbols(pool: &DescriptorPool) -> BTreeMap<String, FileDescriptor> {
    let mut symbols = BTreeMap::new();
    for message in pool.all_messages() {
        let file = message.parent_file();
        for field in message.fields() {
            symbols.insert(field.full_name().to_owned(), file.clone());
        }
        for oneof in message.oneofs() {
            symbols.insert(oneof.full_name().to_owned(), file.clone());
        }
        symbols.insert(message.full_name().to_owned(), file);
    }
    for kind in pool.all_enums() {
        let file = kind.parent_file();
        for value in kind.values() {
            symbols.insert(value.full_name().to_owned(), file.clone());
        }
        symbols.insert(kind.full_name().to_owned(), file);
    }
    for extension in pool.all_extensions() {
        symbols.insert(extension.full_name().to_owned(), extension.parent_file());
    }
    for service in pool.services() {
        let file = service.parent_file();
        for method in service.methods() {
            symbols.insert(method.full_name().to_owned(), file.clone());
        }
        symbols.insert(service.full_name().to_owned(), file);
    }
    symbols
}

/// The two versions differ in the names of their types only.
macro_rules! version {
    ($version:ident) => {
        const _: () = {
            use pb::server_reflection_request::MessageRequest;
            use pb::server_reflection_response::MessageResponse;
            use tonic_reflection::pb::$version as pb;

            fn question(request: &pb::ServerReflectionRequest) -> Question {
                match request.message_request.clone() {
                    Some(MessageRequest::FileByFilename(name)) => Question::File(name),
                    Some(MessageRequest::FileContainingSymbol(name)) => Question::Symbol(name),
                    Some(MessageRequest::FileContainingExtension(asked)) => {
                        Question::Extension(asked.containing_type, asked.extension_number)
                    }
                    Some(MessageRequest::AllExtensionNumbersOfType(name)) => {
                        Question::Extensions(name)
                    }
                    Some(MessageRequest::ListServices(_)) => Question::Services,
                    None => Question::Nothing,
                }
            }

            fn message(answer: Answer) -> MessageResponse {
                match answer {
                    Answer::Files(file_descriptor_proto) => {
                        MessageResponse::FileDescriptorResponse(pb::FileDescriptorResponse {
                            file_descriptor_proto,
                        })
                    }
                    Answer::Extensions(base_type_name, extension_number) => {
                        MessageResponse::AllExtensionNumbersResponse(pb::ExtensionNumberResponse {
                            base_type_name,
                            extension_number,
                        })
                    }
                    Answer::Services(names) => {
                        let service = names.into_iter().map(|name| pb::ServiceResponse { name });
                        MessageResponse::ListServicesResponse(pb::ListServiceResponse {
                            service: service.collect(),
                        })
                    }
                    Answer::Error(code, error_message) => {
                        MessageResponse::ErrorResponse(pb::ErrorResponse {
                            error_code: code.into(),
                            error_message,
                        })
                    }
                }
            }

            #[tonic::async_trait]
            impl $version::ServerReflection for Reflection {
                type ServerReflectionInfoStream = Pin<
                    Box<dyn Stream<Item = Result<pb::ServerReflectionResponse, Status>> + Send>,
                >;

                async fn server_reflection_info(
                    &self,
                    request: Request<Streaming<pb::ServerReflectionRequest>>,
                ) -> Result<Response<Self::ServerReflectionInfoStream>, Status> {
                    let reflection = self.clone();
                    let answers = request.into_inner().map(move |request| {
                        let request = request?;
                        let answer = reflection.answer(question(&request));
                        Ok(pb::ServerReflectionResponse {
                            valid_host: request.host.clone(),
                            message_response: Some(message(answer)),
                            original_request: Some(request),
                        })
                    });
                    Ok(Response::new(Box::pin(answers)))
                }
            }
        };
    };
}

version!(v1);
version!(v1alpha);
