//! Describes a dossier's table: as a Data Package (Frictionless, version 2) and as Croissant (MLCommons).

use std::fmt::Write as _;

use dossier::name::id;
use dossier::v1::Dossier;
use dossier::web_address;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::{COLUMNS, joined, table};
use crate::context::{PageContext, Setting};
use crate::part::citation::cite_page;
use crate::part::view::sources::sources;
use crate::url::Route;

/// The file of the table, seen from its descriptions, which lie beside it.
const FILE: &str = "facts.csv";

/// What is said of a dossier's table in both descriptions.
struct Described {
    title: String,
    description: String,
    address: Option<String>,
    licence: Option<(String, String)>,
    /// How to cite the dossier.
    citation: String,
    /// How many bytes the table has, and their SHA-256.
    bytes: usize,
    digest: String,
}

impl Described {
    fn new(context: &PageContext<'_>, setting: &Setting, dossier: &Dossier) -> Self {
        let place = Route::Dossier(&dossier.name);
        let table = table(context, setting, dossier);
        let licence = setting.look.licence_link(context.words);
        let title = context.text(&dossier.title);
        let told = (&title, newest(context, dossier));
        let citation = cite_page(setting, context, place, told);
        Self {
            citation: joined(&citation),
            title: title.text,
            description: context.text(&dossier.standfirst).text,
            address: setting.base.as_ref().map(|base| base.absolute(place)),
            licence: licence.map(|licence| (licence.text, licence.href)),
            bytes: table.len(),
            digest: hexadecimal(&Sha256::digest(table.as_bytes())),
        }
    }
}

/// The Data Package of a dossier (datapackage.org, version 2.0), which describes its table.
pub(crate) fn package(context: &PageContext<'_>, setting: &Setting, dossier: &Dossier) -> String {
    let own = Described::new(context, setting, dossier);
    let columns = context.words.columns.meanings();
    let fields = COLUMNS.iter().zip(columns).map(|(name, meaning)| {
        json!({ "name": name, "type": package_type(name), "description": meaning })
    });
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": id(&dossier.name),
        "title": own.title,
        "description": own.description,
        "sources": package_sources(context, dossier),
        "resources": [{
            "name": "facts",
            "path": FILE,
            "title": context.words.site.facts,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": own.bytes,
            "hash": format!("sha256:{}", own.digest),
            "schema": { "fields": fields.collect::<Vec<_>>(), "primaryKey": ["id"] },
        }],
    });
    if let Some(fields) = package.as_object_mut() {
        put(fields, "homepage", own.address.map(Value::from));
        let licence = own
            .licence
            .map(|(title, path)| json!([{ "title": title, "path": path }]));
        put(fields, "licenses", licence);
    }
    format!("{package:#}\n")
}

/// The articles of a dossier; the address where it is known.
fn package_sources(context: &PageContext<'_>, dossier: &Dossier) -> Vec<Value> {
    let facts: Vec<_> = context.catalog.facts_in(dossier).collect();
    let articles = sources(context, &facts).into_iter();
    let articles = articles.map(|source| {
        let article = context.catalog.article(&source.name);
        let url = article.and_then(|article| web_address(&article.url));
        let mut entry = Map::new();
        put(&mut entry, "title", Some(json!(source.title.text)));
        put(&mut entry, "path", url.map(Value::from));
        Value::Object(entry)
    });
    articles.collect()
}

fn package_type(column: &str) -> &'static str {
    match column {
        "value" | "value_to" => "number",
        _ => "string",
    }
}

/// The same table for programs that learn from data (Croissant 1.0, JSON-LD).
pub(crate) fn croissant(context: &PageContext<'_>, setting: &Setting, dossier: &Dossier) -> String {
    let own = Described::new(context, setting, dossier);
    let columns = context.words.columns.meanings();
    let fields = COLUMNS.iter().zip(columns).map(|(name, meaning)| {
        json!({
            "@type": "cr:Field",
            "@id": format!("facts/{name}"),
            "name": name,
            "description": meaning,
            "dataType": croissant_type(name),
            "source": { "fileObject": { "@id": FILE }, "extract": { "column": name } },
        })
    });
    let mut dataset = json!({
        "@context": terms(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": id(&dossier.name),
        "alternateName": own.title,
        "description": own.description,
        "citeAs": own.citation,
        "inLanguage": context.words.code,
        "version": format!("{}.0.0", newest(context, dossier)),
        "distribution": [{
            "@type": "cr:FileObject",
            "@id": FILE,
            "name": FILE,
            "contentUrl": FILE,
            "contentSize": format!("{} B", own.bytes),
            "encodingFormat": "text/csv",
            "sha256": own.digest,
        }],
        "recordSet": [{
            "@type": "cr:RecordSet",
            "@id": "facts",
            "name": "facts",
            "key": { "@id": "facts/id" },
            "field": fields.collect::<Vec<_>>(),
        }],
    });
    if let Some(fields) = dataset.as_object_mut() {
        put(fields, "url", own.address.map(Value::from));
        put(
            fields,
            "license",
            own.licence.map(|(_, url)| Value::from(url)),
        );
        let day = Some(&dossier.reviewed_on).filter(|day| !day.is_empty());
        put(fields, "datePublished", day.map(|day| json!(day)));
    }
    format!("{dataset:#}\n")
}

/// The revision that last changed the dossier or one of its facts.
fn newest(context: &PageContext<'_>, dossier: &Dossier) -> i64 {
    let facts = context.catalog.facts_in(dossier);
    let revisions = facts.map(|fact| fact.revision);
    revisions
        .chain([dossier.revision])
        .max()
        .unwrap_or_default()
}

fn croissant_type(column: &str) -> &'static str {
    match column {
        "value" | "value_to" => "sc:Float",
        "url" => "sc:URL",
        _ => "sc:Text",
    }
}

/// The terms of Croissant, as its specification gives them.
fn terms() -> Value {
    json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "data": { "@id": "cr:data", "@type": "@json" },
        "dataType": { "@id": "cr:dataType", "@type": "@vocab" },
        "dct": "http://purl.org/dc/terms/",
        "equivalentProperty": "cr:equivalentProperty",
        "examples": { "@id": "cr:examples", "@type": "@json" },
        "extract": "cr:extract",
        "field": "cr:field",
        "fileProperty": "cr:fileProperty",
        "fileObject": "cr:fileObject",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "parentField": "cr:parentField",
        "path": "cr:path",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "samplingRate": "cr:samplingRate",
        "sc": "https://schema.org/",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform",
    })
}

fn put(fields: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        fields.insert(key.to_owned(), value);
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").ok();
        text
    })
}
