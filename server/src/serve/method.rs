//! The methods that can be called, as the descriptors have them: where they are, what they take and how
//! much of it, how long they may take, and whether they change anything.

use std::sync::LazyLock;
use std::time::Duration;

use dossier::serve::editorial_service_server::EditorialServiceServer;
use dossier::serve::fact_service_server::FactServiceServer;
use dossier::serve::query_service_server::QueryServiceServer;
use dossier::serve::sync_service_server::SyncServiceServer;
use prost_reflect::{DescriptorPool, MethodDescriptor};
use prost_types::MethodOptions;
use prost_types::method_options::IdempotencyLevel;
use rustc_hash::FxHashMap;
use tonic::server::NamedService as _;
use tonic_health::pb::health_server::HealthServer;
use tonic_reflection::server::{v1, v1alpha};

/// The largest request of the reading services: a name, a filter, a batch of 500 names.
const REQUEST_BYTES_MAX: usize = 64 * 1024;

/// The largest request that carries a text: 1 MiB and what surrounds it.
const TEXT_REQUEST_BYTES_MAX: usize = 2 * 1024 * 1024;

/// The method that takes a text.
const TEXT_METHOD: &str = "VerifyArticle";

/// The largest commit.
const COMMIT_BYTES_MAX: usize = 8 * 1024 * 1024;

/// How long a call that reads may take, whatever its client would wait.
const READ: Duration = Duration::from_secs(10);

/// How long a commit may take: a check of ten thousand edits, and the queue before it.
const COMMIT: Duration = Duration::from_mins(1);

/// How long a stream may take to begin; it may go on as long as its client's deadline allows.
const BEGIN: Duration = Duration::from_secs(30);

/// The contract, and what else can be called here; with the details of errors, which clients without
/// stubs could not show otherwise.
static POOL: LazyLock<DescriptorPool> = LazyLock::new(|| {
    let mut pool = dossier::descriptors::pool().clone();
    // They cannot fail: the sets are whole, and name no file of ours.
    for set in [
        tonic_health::pb::FILE_DESCRIPTOR_SET,
        tonic_reflection::pb::v1::FILE_DESCRIPTOR_SET,
        tonic_reflection::pb::v1alpha::FILE_DESCRIPTOR_SET,
        tonic_types::pb::FILE_DESCRIPTOR_SET,
    ] {
        pool.decode_file_descriptor_set(set).ok();
    }
    pool
});

static METHODS: LazyLock<Methods> = LazyLock::new(|| {
    let services = POOL.services();
    let methods = services.flat_map(|service| service.methods().collect::<Vec<_>>());
    let mut all: Vec<Method> = methods.filter_map(Method::from_descriptor).collect();
    for (number, method) in all.iter_mut().enumerate() {
        method.number = number;
    }
    let paths = all.iter().enumerate();
    let paths = paths.map(|(place, method)| (method.path.clone(), place));
    Methods {
        places: paths.collect(),
        all,
    }
});

struct Methods {
    all: Vec<Method>,
    places: FxHashMap<String, usize>,
}

/// The descriptors of everything that can be called.
pub(super) fn pool() -> &'static DescriptorPool {
    &POOL
}

/// Every method, in the order of their numbers.
pub(super) fn all() -> &'static [Method] {
    &METHODS.all
}

/// The method of a path, if there is one.
pub(super) fn find(path: &str) -> Option<&'static Method> {
    let place = METHODS.places.get(path)?;
    METHODS.all.get(*place)
}

/// Which service a method belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Facts,
    Queries,
    /// The methods of `QueryService` whose requests carry a text.
    Texts,
    Editorial,
    Sync,
    Health,
    Reflection,
    ReflectionAlpha,
}

impl Kind {
    fn find(service: &str, method: &str) -> Option<Self> {
        Some(match service {
            FactServiceServer::<()>::NAME => Self::Facts,
            QueryServiceServer::<()>::NAME if method == TEXT_METHOD => Self::Texts,
            QueryServiceServer::<()>::NAME => Self::Queries,
            EditorialServiceServer::<()>::NAME => Self::Editorial,
            SyncServiceServer::<()>::NAME => Self::Sync,
            HealthServer::<()>::NAME => Self::Health,
            v1::ServerReflectionServer::<()>::NAME => Self::Reflection,
            v1alpha::ServerReflectionServer::<()>::NAME => Self::ReflectionAlpha,
            _ => return None,
        })
    }

    /// How large a request may be, in bytes.
    pub(super) fn request_bytes_max(self) -> usize {
        match self {
            Self::Texts => TEXT_REQUEST_BYTES_MAX,
            Self::Editorial => COMMIT_BYTES_MAX,
            _ => REQUEST_BYTES_MAX,
        }
    }

    /// How long a call may take until its answer begins.
    pub(super) fn time_max(self) -> Duration {
        match self {
            Self::Facts | Self::Queries | Self::Texts | Self::Health => READ,
            Self::Editorial => COMMIT,
            Self::Sync | Self::Reflection | Self::ReflectionAlpha => BEGIN,
        }
    }
}

/// A method that can be called.
#[derive(Debug)]
pub(super) struct Method {
    /// Its place among all methods.
    pub(super) number: usize,
    /// Where it is. Example: `/dossier.v1.FactService/GetFact`.
    pub(super) path: String,
    pub(super) kind: Kind,
    pub(super) descriptor: MethodDescriptor,
    /// Whether a GET may ask it: it changes nothing (`NO_SIDE_EFFECTS` in the contract), and answers with
    /// one message.
    pub(super) reads: bool,
}

impl Method {
    fn from_descriptor(descriptor: MethodDescriptor) -> Option<Self> {
        let service = descriptor.parent_service();
        let kind = Kind::find(service.full_name(), descriptor.name())?;
        let options = descriptor.method_descriptor_proto().options.as_ref();
        let level = options.map(MethodOptions::idempotency_level);
        let streams = descriptor.is_client_streaming() || descriptor.is_server_streaming();
        Some(Self {
            number: 0,
            path: format!("/{}/{}", service.full_name(), descriptor.name()),
            kind,
            reads: level == Some(IdempotencyLevel::NoSideEffects) && !streams,
            descriptor,
        })
    }

    /// Whether it takes one message and answers with one.
    pub(super) fn is_unary(&self) -> bool {
        !self.descriptor.is_client_streaming() && !self.descriptor.is_server_streaming()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_is_found_by_its_path_and_no_other_is() {
        for method in all() {
            let found = find(&method.path).map(|found| &found.path);
            assert_eq!(found, Some(&method.path));
        }
        let ours = all().iter();
        let ours = ours.filter(|method| method.path.starts_with("/dossier.v1."));
        let contract = dossier::descriptors::pool().services();
        let count: usize = contract.map(|service| service.methods().count()).sum();
        assert_eq!(ours.count(), count);
        for other in [
            "",
            "/",
            "/dossier.v1.FactService",
            "/dossier.v1.FactService/",
            "dossier.v1.FactService/GetFact",
            "/dossier.v1.FactService/GetFact/",
            "/dossier.v1.FactService/getFact",
            "/Health/Check",
        ] {
            assert!(find(other).is_none(), "{other}");
        }
    }

    /// What changes the state is asked by POST, whatever the contract will hold, and so is what takes more
    /// than a URL may hold: clients choose by the contract.
    #[test]
    fn what_changes_nothing_and_fits_into_a_url_may_be_asked_by_get() {
        for method in all() {
            let ours = method.path.starts_with("/dossier.v1.");
            let small = method.kind.request_bytes_max() == REQUEST_BYTES_MAX;
            let expected = ours && small && method.is_unary();
            assert_eq!(method.reads, expected, "{}", method.path);
        }
    }
}
