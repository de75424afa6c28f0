//! Turns `proto/` into Rust and into a descriptor set, without `protoc`.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use prost::Message as _;
use prost_build::{Method, Service, ServiceGenerator};
use prost_types::FileDescriptorSet;
use protox::prost_reflect::{DescriptorPool, FieldDescriptor, Kind};

fn main() -> Result<(), Box<dyn Error>> {
    // tonic-prost-build 0.14 no longer prints this itself.
    println!("cargo:rerun-if-changed=proto");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let files = contract_files(Path::new("proto/dossier/v1"))?;

    let mut compiler = protox::Compiler::new(["proto"])?;
    compiler
        .include_imports(true)
        .include_source_info(true)
        .open_files(&files)?;
    // The encoded form keeps the options and comments, which prost's own types drop.
    let descriptors = compiler.encode_file_descriptor_set();
    fs::write(out.join("dossier.binpb"), &descriptors)?;
    fs::write(
        out.join("effective.rs"),
        effective_values(&compiler.descriptor_pool()),
    )?;

    let descriptors = FileDescriptorSet::decode(descriptors.as_slice())?;
    write_messages_and_clients(descriptors.clone(), &out)?;
    if env::var_os("CARGO_FEATURE_SERVER").is_some() {
        write_server_traits(descriptors, &out)?;
    }
    Ok(())
}

/// One method for each enum field that counts as something where it is left out, by the contract's
/// `default_value`.
fn effective_values(pool: &DescriptorPool) -> String {
    let Some(extension) = pool.get_extension_by_name("dossier.v1.default_value") else {
        return String::new();
    };
    let messages = pool.all_messages();
    let fields = messages.flat_map(|message| message.fields().collect::<Vec<_>>());
    let methods = fields.filter_map(|field| {
        let options = field.options();
        let value = options.get_extension(&extension);
        let (Kind::Enum(values), Some(name)) = (field.kind(), value.as_str()) else {
            return None;
        };
        let number = values.get_value_by_name(name)?.number();
        Some(effective_value(&field, values.name(), (name, number)))
    });
    methods.collect()
}

fn effective_value(field: &FieldDescriptor, kind: &str, (name, number): (&str, i32)) -> String {
    let (message, field) = (field.parent_message(), field.name());
    let message = message.name();
    format!(
        "impl crate::v1::{message} {{
    /// What `{field}` counts as: `{name}` where it is left out.
    pub fn effective_{field}(&self) -> crate::v1::{kind} {{
        match self.{field} {{
            0 => crate::v1::{kind}::try_from({number}).unwrap_or_default(),
            _ => self.{field}(),
        }}
    }}
}}
"
    )
}

/// The files of the contract in the order of their names, so that a build is repeatable.
fn contract_files(folder: &Path) -> Result<Vec<PathBuf>, std::io::Error> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "proto")
    });
    files.sort();
    Ok(files)
}

fn write_messages_and_clients(
    descriptors: FileDescriptorSet,
    out: &Path,
) -> Result<(), Box<dyn Error>> {
    tonic_prost_build::configure()
        .out_dir(out)
        .build_server(false)
        .client_mod_attribute(".", "#[cfg(feature = \"client\")]")
        // Byte order must not differ from run to run: etags and digests depend on it.
        .btree_map(".")
        // The largest of eleven bodies must not set the size of every fact.
        .boxed(".dossier.v1.Fact.body.agreement")
        .boxed(".dossier.v1.Fact.body.transfer")
        .boxed(".dossier.v1.Fact.body.measurement")
        .boxed(".dossier.v1.Fact.body.quote")
        .boxed(".dossier.v1.Fact.body.forecast")
        .boxed(".dossier.v1.Fact.body.role")
        .boxed(".dossier.v1.Fact.body.membership")
        .boxed(".dossier.v1.Fact.body.event")
        .boxed(".dossier.v1.Fact.body.claim")
        .boxed(".dossier.v1.Fact.body.definition")
        .boxed(".dossier.v1.Resource.resource.entity")
        .boxed(".dossier.v1.Resource.resource.article")
        .boxed(".dossier.v1.Resource.resource.fact")
        .boxed(".dossier.v1.Resource.resource.dossier")
        .compile_fds(descriptors)?;
    Ok(())
}

/// Writes one trait for each service, whose methods answer with [`Encoded`] messages: a stored
/// resource goes out as the bytes that were encoded when it was committed.
///
/// [`Encoded`]: dossier::serve::Encoded
fn write_server_traits(descriptors: FileDescriptorSet, out: &Path) -> Result<(), Box<dyn Error>> {
    let folder = out.join("serve");
    fs::create_dir_all(&folder)?;
    let mut config = prost_build::Config::new();
    config
        .out_dir(&folder)
        .service_generator(Box::new(ServerTraits {
            folder: folder.clone(),
        }))
        .compile_fds(descriptors)?;
    Ok(())
}

struct ServerTraits {
    folder: PathBuf,
}

impl ServiceGenerator for ServerTraits {
    fn generate(&mut self, service: Service, _: &mut String) {
        let mut builder = tonic_build::manual::Service::builder()
            .name(&service.name)
            .package(&service.package)
            .comment(service.comments.leading.join("\n"));
        for method in &service.methods {
            builder = builder.method(server_method(method));
        }
        tonic_build::manual::Builder::new()
            .out_dir(&self.folder)
            .build_client(false)
            .build_transport(false)
            .compile(&[builder.build()]);
    }
}

fn server_method(method: &Method) -> tonic_build::manual::Method {
    let mut builder = tonic_build::manual::Method::builder()
        .name(&method.name)
        .route_name(&method.proto_name)
        .comment(method.comments.leading.join("\n"))
        .input_type(format!("crate::v1::{}", method.input_type))
        .output_type(format!(
            "crate::serve::Encoded<crate::v1::{}>",
            method.output_type
        ))
        .codec_path("crate::serve::EncodedCodec");
    if method.server_streaming {
        builder = builder.server_streaming();
    }
    builder.build()
}
