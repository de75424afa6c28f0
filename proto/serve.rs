//! What a server of this contract implements: one trait per service.
//!
//! The methods answer with [`Encoded`] messages, so that a resource is sent as the very bytes that were
//! encoded when it was committed, and a list is their concatenation. The package's `build.rs` generates
//! the traits from the same descriptors as the clients.

use std::marker::PhantomData;

use bytes::{BufMut as _, Bytes};
use prost::Message;
use tonic::Status;
use tonic::codec::{BufferSettings, Codec, EncodeBuf, Encoder};
use tonic_prost::ProstDecoder;

/// A message of type `M` in its encoded form.
#[derive(Debug)]
pub struct Encoded<M> {
    bytes: Bytes,
    message: PhantomData<fn() -> M>,
}

impl<M: Message> Encoded<M> {
    /// Takes bytes that are an encoded `M`.
    pub fn from_bytes(bytes: Bytes) -> Self {
        Self {
            bytes,
            message: PhantomData,
        }
    }

    /// The encoded message.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}

impl<M: Message> From<&M> for Encoded<M> {
    fn from(message: &M) -> Self {
        Self::from_bytes(message.encode_to_vec().into())
    }
}

/// Sends [`Encoded`] messages and reads protobuf ones.
#[derive(Debug)]
pub struct EncodedCodec<M, R> {
    types: PhantomData<fn() -> (M, R)>,
}

impl<M, R> Default for EncodedCodec<M, R> {
    fn default() -> Self {
        Self { types: PhantomData }
    }
}

impl<M, R> Codec for EncodedCodec<Encoded<M>, R>
where
    M: Message + 'static,
    R: Message + Default + 'static,
{
    type Encode = Encoded<M>;
    type Decode = R;
    type Encoder = EncodedEncoder<M>;
    type Decoder = ProstDecoder<R>;

    fn encoder(&mut self) -> Self::Encoder {
        EncodedEncoder {
            message: PhantomData,
        }
    }

    fn decoder(&mut self) -> Self::Decoder {
        ProstDecoder::new(BufferSettings::default())
    }
}

/// Copies the bytes of an [`Encoded`] message into the reply.
#[derive(Debug)]
pub struct EncodedEncoder<M> {
    message: PhantomData<fn() -> M>,
}

impl<M: Message + 'static> Encoder for EncodedEncoder<M> {
    type Item = Encoded<M>;
    type Error = Status;

    /// Replies bring their own bytes, and a watch that waits for news should hold little.
    fn buffer_settings(&self) -> BufferSettings {
        BufferSettings::new(512, 32 * 1024)
    }

    fn encode(&mut self, item: Self::Item, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        buffer.reserve(item.bytes.len());
        buffer.put_slice(&item.bytes);
        Ok(())
    }
}

macro_rules! services {
    ($($file:literal),+) => {
        $(include!(concat!(env!("OUT_DIR"), "/serve/", $file));)+
    };
}

#[expect(
    unused_qualifications,
    clippy::pedantic,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    clippy::excessive_nesting,
    clippy::clone_on_ref_ptr,
    reason = "generated code"
)]
mod generated {
    services!(
        "dossier.v1.EditorialService.rs",
        "dossier.v1.FactService.rs",
        "dossier.v1.QueryService.rs",
        "dossier.v1.SyncService.rs"
    );
}

pub use generated::{
    editorial_service_server, fact_service_server, query_service_server, sync_service_server,
};
