//! Publications into a bucket in memory, which keeps conditions.

use std::time::Duration;

use object_store::memory::InMemory;
use object_store::{Attribute, Attributes};

use super::*;
use crate::limits::Limits;
use crate::manifest::{HEAD, is_own};
use crate::publication::{Mode, Options, Outcome, PublishError, publish};
use crate::site::{Origin, Site, SiteFile, Stage};

fn site(revision: i64, text: &str) -> Site {
    let page = SiteFile::of_bytes(text.repeat(2_000).into(), Stage::Page);
    let other = SiteFile::of_bytes("same".into(), Stage::File);
    let only = (format!("{revision}.html"), page.clone());
    let files = [
        ("index.html".to_owned(), page),
        ("style.css".to_owned(), other),
        only,
    ];
    Site {
        origin: Origin {
            store: Some("s".to_owned()),
            revision,
        },
        files: BTreeMap::from(files),
    }
}

/// A place for the bucket's files and one publisher's cache.
struct Place {
    store: Arc<dyn ObjectStore>,
    cache: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self {
            store: Arc::new(InMemory::new()),
            cache: tempfile::tempdir().expect("a folder"),
        }
    }

    fn open(&self, packing: Packing) -> BucketTarget {
        let form = (packing, Conditions::Needed);
        let opened = BucketTarget::of_store(
            "memory",
            Arc::clone(&self.store),
            form,
            (self.cache.path(), || ()),
        );
        opened.expect("a bucket")
    }
}

fn publish_to(target: &mut BucketTarget, site: &Site) -> Result<Outcome, PublishError> {
    let options = Options {
        limits: Limits::default(),
        mode: Mode::Update,
        dry_run: false,
        patience: Duration::from_millis(5),
    };
    publish(site, target, &options, &|_| ())
}

/// The files of the site that lie there.
fn shown(target: &mut BucketTarget) -> Vec<String> {
    let listed = target.list(&|_| false).expect("listed").into_iter();
    listed.filter(|path| !is_own(path)).collect()
}

#[test]
fn a_correction_is_sent_and_nothing_else() {
    let place = Place::new();
    let mut target = place.open(Packing::Plain);
    let outcome = publish_to(&mut target, &site(1, "a")).expect("published");
    assert_eq!(outcome.plan.puts.len(), 3);
    let outcome = publish_to(&mut target, &site(2, "a")).expect("published");
    assert_eq!(outcome.plan.puts.len(), 1);
    assert_eq!(outcome.plan.deletes, ["1.html"]);
    let listed: Vec<String> = shown(&mut target);
    assert_eq!(listed, ["2.html", "index.html", "style.css"]);
    let again = publish_to(&mut target, &site(2, "a")).expect("whole");
    assert!(again.plan.is_empty());
    // The head and one part; neither the probe nor what the first publication wrote.
    let all = target
        .runtime
        .block_on(target.store.list(None).try_collect::<Vec<_>>());
    assert_eq!(all.expect("listed").len(), listed.len() + 2);
}

#[test]
fn an_object_is_called_as_the_file_is() {
    let place = Place::new();
    let mut target = place.open(Packing::Plain);
    let names = ["a~b.txt", "c%20d.txt", "e f/[g]#h.txt", "\u{fc} b.txt"];
    let mut odd = site(1, "a");
    let page = odd.files["index.html"].clone();
    odd.files = names.map(|name| (name.to_owned(), page.clone())).into();
    publish_to(&mut target, &odd).expect("published");
    assert_eq!(shown(&mut target), names);
    for name in names {
        assert!(target.get(name).expect("read").is_some(), "{name}");
    }
    publish_to(&mut target, &site(2, "a")).expect("published");
    assert_eq!(shown(&mut target), ["2.html", "index.html", "style.css"]);
    for wrong in ["a\u{1}.txt", "a/../b.txt", "a//b.txt"] {
        odd.files = [(wrong.to_owned(), page.clone())].into();
        odd.origin.revision = 3;
        let error = publish_to(&mut target, &odd).expect_err("no name");
        assert!(error.to_string().contains("can be called"), "{error}");
    }
}

#[test]
fn a_head_that_somebody_else_replaced_is_left_alone() {
    let place = Place::new();
    let mut target = place.open(Packing::Plain);
    publish_to(&mut target, &site(1, "a")).expect("published");
    let mut other = BucketTarget::of_store(
        "memory",
        Arc::clone(&place.store),
        (Packing::Plain, Conditions::Needed),
        (&place.cache.path().join("other"), || ()),
    )
    .expect("a bucket");
    let head = target.head().expect("read");
    other.head().expect("read");
    target.claim("a", b"{\"settings\": \"\"}").expect("claimed");
    let error = other.claim("b", b"{}").expect_err("too late");
    assert!(matches!(error, TargetError::Conflict), "{error}");
    assert_ne!(target.head().expect("read"), head);
    // Whoever meets its own head was answered, and did not hear it.
    other.claim("a", b"{\"settings\": \"\"}").expect("its own");
}

#[test]
fn a_publisher_that_waits_for_answers_shows_that_it_is_alive() {
    use std::sync::mpsc;
    use std::thread;

    use object_store::throttle::{ThrottleConfig, ThrottledStore};

    use crate::publication::Event;

    let memory = Arc::new(InMemory::new());
    let slow = ThrottleConfig {
        wait_put_per_call: Duration::from_millis(200),
        ..ThrottleConfig::default()
    };
    let slow: Arc<dyn ObjectStore> = Arc::new(ThrottledStore::new(Arc::clone(&memory), slow));
    let place = |store| Place {
        store,
        cache: tempfile::tempdir().expect("a folder"),
    };
    let (slow, quick) = (place(slow), place(memory));
    // Ten times as many files as go at once, so that all of them take two seconds.
    let page = |number: usize| {
        let file = SiteFile::of_bytes(number.to_string().into(), Stage::Page);
        (format!("{number}.html"), file)
    };
    let mut large = site(1, "a");
    large.files = (0..10 * CALLS_MAX).map(page).collect();
    let patient = Options {
        limits: Limits {
            deletes_max: Some(1_000),
            ..Limits::default()
        },
        mode: Mode::Update,
        dry_run: false,
        patience: Duration::from_secs(1),
    };
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut target = slow.open(Packing::Plain);
            publish(&large, &mut target, &patient, &|_| ()).expect("published");
        });
        let mut target = quick.open(Packing::Plain);
        while target.head().expect("read").is_none() {
            thread::sleep(Duration::from_millis(10));
        }
        let hear = |event| tell.send(event).expect("heard");
        publish(&site(2, "a"), &mut target, &patient, &hear).expect("published");
        assert_eq!(shown(&mut target), ["2.html", "index.html", "style.css"]);
    });
    drop(tell);
    let events: Vec<Event> = told.iter().collect();
    assert!(events.contains(&Event::Waiting), "{events:?}");
    assert!(!events.contains(&Event::TakenOver), "{events:?}");
}

#[test]
fn an_object_says_what_it_is() {
    let place = Place::new();
    let mut target = place.open(Packing::Gzip);
    publish_to(&mut target, &site(1, "a")).expect("published");
    let get = |path: &str| {
        let path = Path::from(path);
        let found = target.store.get_opts(&path, GetOptions::default());
        target
            .runtime
            .block_on(found)
            .expect("an object")
            .attributes
    };
    let value = |attributes: &Attributes, name| {
        attributes.get(&name).map(|value| value.as_ref().to_owned())
    };
    let page = get("index.html");
    assert_eq!(
        value(&page, Attribute::ContentEncoding).as_deref(),
        Some("gzip")
    );
    assert_eq!(
        value(&page, Attribute::ContentType).as_deref(),
        Some("text/html; charset=utf-8")
    );
    // Too small to gain by it.
    assert_eq!(value(&get("style.css"), Attribute::ContentEncoding), None);
    let head = get(HEAD);
    assert_eq!(
        value(&head, Attribute::CacheControl).as_deref(),
        Some("no-store")
    );
}
