//! The descriptors of the contract: its own description, with comments and options.

use std::sync::LazyLock;

use prost_reflect::DescriptorPool;

/// The encoded `google.protobuf.FileDescriptorSet` of the contract and all that it imports.
pub const FILE_DESCRIPTOR_SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dossier.binpb"));

static POOL: LazyLock<DescriptorPool> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "build.rs compiled these bytes; a test reads them"
    )]
    DescriptorPool::decode(FILE_DESCRIPTOR_SET).expect("the contract's own descriptors")
});

/// The contract's descriptors, decoded once.
pub fn pool() -> &'static DescriptorPool {
    &POOL
}
