//! A site that is brought up to date is the site that a whole build makes, byte for byte, whatever was
//! committed; what a page did not read cannot change it; and no kind of read could be left out.

mod store;

use dossier::Collection;
use dossier::v1::FactLink;

use self::store::{Dice, Store, fact_name, said};
use super::*;
use crate::site::increment::{Before, Reads};
use crate::source::reads::{Kind as Read, UNNOTED};

/// How many commits make one history.
const COMMITS: usize = 24;

/// The files of a site, and what is kept of what they read.
struct Built {
    files: BTreeMap<String, Vec<u8>>,
    kept: String,
    printed: usize,
}

/// The editions of a made-up site.
fn editions() -> Vec<(&'static Words, Edition)> {
    let [main, other] = ["en", "fr"].map(|language| Words::for_language(language).expect("words"));
    vec![
        (main, Edition::default()),
        (other, Edition::in_folder(other.code)),
    ]
}

fn site_in<'c>(
    catalog: &'c Catalog,
    base: Option<&str>,
    own: (&'static Words, Edition),
) -> Site<'c> {
    let base: Option<crate::url::BaseUrl> = base.map(|base| base.parse().expect("a base URL"));
    let setting = Setting {
        base: base.map(|base| base.of_edition(own.1)),
        editions: editions(),
        look: Look::default(),
    };
    Site::new(catalog, setting, own)
}

/// Builds a site, from the one before where there is one.
fn build(catalog: &Catalog, before: Option<&Built>, base: Option<&str>) -> Built {
    let known = before.map(|before| Before::read(&before.kept).expect("what was kept"));
    let compared = known.as_ref().map(|known| known.compared(catalog));
    let (unchanged, digests) = compared.unwrap_or_default();
    let (mut files, mut printed) = (BTreeMap::new(), 0);
    let mut reads = Reads::with(digests);
    for own in editions() {
        let site = site_in(catalog, base, own);
        for place in site.places().into_iter().chain(site.assets()) {
            let path = own.1.path(place);
            let old = before.and_then(|before| before.files.get(&path));
            if let (Some(read), Some(old)) = (unchanged.get(path.as_str()), old) {
                reads.add(&path, read.iter().copied());
                files.insert(path, old.clone());
                continue;
            }
            let (file, read) = record(|| site.page(place));
            reads.add(&path, &read);
            files.insert(path, file.expect("printed").bytes);
            printed += 1;
        }
    }
    Built {
        files,
        kept: reads.kept(catalog),
        printed,
    }
}

/// The first file that two sites have otherwise.
fn differing(one: &Built, other: &Built) -> Option<String> {
    let mut paths = one.files.keys().chain(other.files.keys());
    let path = paths.find(|path| one.files.get(*path) != other.files.get(*path));
    path.cloned()
}

/// The first file that a site brought up to date has otherwise than a whole build, over a history of random
/// commits; none where there is no such file. Then how much was printed, of how much.
fn difference(seed: u64, base: Option<&str>) -> (Option<String>, usize, usize) {
    let mut dice = Dice(seed);
    let mut store = Store::new(&mut dice);
    let mut built = build(&store.catalog(), None, base);
    let (mut printed, mut all) = (0, 0);
    for _ in 0..COMMITS {
        for _ in 0..=dice.roll(2) {
            store.commit(&mut dice);
        }
        let catalog = store.catalog();
        let updated = build(&catalog, Some(&built), base);
        let whole = build(&catalog, None, base);
        if let Some(path) = differing(&whole, &updated) {
            return (Some(path), printed, all);
        }
        printed += updated.printed;
        all += updated.files.len();
        built = updated;
    }
    (None, printed, all)
}

#[test]
fn a_site_brought_up_to_date_is_the_one_that_a_whole_build_makes() {
    let base = Some("https://example.org/");
    for (seed, base) in [(1, base), (2, None), (3, None), (4, None)] {
        let (found, printed, all) = difference(seed, base);
        assert_eq!(found, None, "of seed {seed}");
        println!("{printed} of {all} files printed");
        assert!(printed < all, "{printed} of {all} files were printed");
    }
}

/// Makes a store ready for a kind of read, and then commits what only that kind tells of.
type Step = (fn(&mut Store), fn(&mut Store));

/// What changes what a kind of read leads to, for pages that would not learn of it otherwise.
fn step(kind: Read) -> Step {
    let nothing: fn(&mut Store) = |_| ();
    let another: fn(&mut Store) = |store| {
        let fact = store.facts.get("facts/fact-0").expect("a fact").clone();
        let name = "facts/fact-9".to_owned();
        store.facts.insert(name.clone(), Fact { name, ..fact });
    };
    match kind {
        Read::Whole => (nothing, |store| {
            fact(store, 0).statement = vec![said("They parted", "en")];
        }),
        // Another fact about the same people, from the same article.
        Read::About | Read::From | Read::All => (nothing, another),
        Read::LinksTo => (nothing, |store| {
            let link = FactLink {
                fact: fact_name(0),
                ..Default::default()
            };
            fact(store, 1).links.push(link);
        }),
        Read::Tells => (nothing, |store| {
            let dossier = store.dossiers.values_mut().next();
            dossier.expect("a dossier").facts.push(fact_name(8));
        }),
        // Of two facts that say what somebody is, the one whose name comes first is shown.
        Read::Meaning => (
            |store| store.define(2),
            |store| {
                let fact = store.facts.get("facts/meaning-2").expect("a fact").clone();
                let name = "facts/a-meaning".to_owned();
                store.facts.insert(name.clone(), Fact { name, ..fact });
            },
        ),
        Read::Query => (nothing, |store| {
            store.found.insert(0, vec![fact_name(2)]);
        }),
        Read::Coverage => (nothing, |store| {
            store.covered.insert("articles/article-0".to_owned(), 2);
        }),
        Read::History => (
            |store| store.remember("facts/fact-0"),
            |store| store.remember("facts/fact-0"),
        ),
        // The dossier's prose leads to a fact that is gone, and then is known by another name.
        Read::Former => (
            |store| drop(store.facts.remove("facts/fact-8")),
            |store| fact(store, 7).former_ids.push("fact-8".to_owned()),
        ),
        // A fact says that it had a name which another one still has, and then gives up. The feed knows the
        // first fact by it.
        Read::First => (
            |store| {
                let changed = fact(store, 0);
                changed.former_ids.push("fact-8".to_owned());
                changed.corrections.push(Correction {
                    id: "day".to_owned(),
                    date: "2024-07-01".to_owned(),
                    note: vec![said("It was another day.", "en")],
                    ..Default::default()
                });
            },
            |store| drop(store.facts.remove("facts/fact-8")),
        ),
        Read::Revision => (nothing, |store| store.revision += 1),
    }
}

fn fact(store: &mut Store, number: usize) -> &mut Fact {
    store.facts.get_mut(&fact_name(number)).expect("a fact")
}

/// The first file that is not as a whole build makes it, after what a kind of read is for.
fn missed(kind: Read) -> Option<String> {
    let base = Some("https://example.org/");
    let (prepare, commit) = step(kind);
    let mut store = Store::new(&mut Dice(1));
    // Nobody whom the prose names.
    for number in 0..store.facts.len() {
        store.take_part(number, [0, 1]);
    }
    prepare(&mut store);
    let built = build(&store.catalog(), None, base);
    commit(&mut store);
    let catalog = store.catalog();
    let updated = build(&catalog, Some(&built), base);
    differing(&build(&catalog, None, base), &updated)
}

#[test]
fn a_kind_of_read_that_is_not_noted_would_be_missed() {
    for (kind, word) in Read::ALL {
        assert_eq!(missed(kind), None, "{word}, noted");
        UNNOTED.set(Some(kind));
        let found = missed(kind);
        UNNOTED.set(None);
        println!("{word}: {found:?}");
        assert!(found.is_some(), "{word} is noted for nothing");
    }
}

/// The same store, in which everything that was not read whole says something else.
fn elsewhere(store: &Store, read: &BTreeSet<Key>) -> Catalog {
    let mut other = store.clone();
    let is_read = |name: &str| {
        let collection = Collection::from_name(name).expect("a name").plural();
        let whole = Key::named(Read::Whole, name);
        read.contains(&whole) || read.contains(&Key::named(Read::All, collection))
    };
    let changed = || vec![said("Something else", "en"), said("Autre chose", "fr")];
    for (name, fact) in &mut other.facts {
        if !is_read(name) {
            fact.statement = changed();
            fact.revision += 1;
        }
    }
    for (name, article) in &mut other.articles {
        if !is_read(name) {
            article.title = changed();
        }
    }
    for (name, dossier) in &mut other.dossiers {
        if !is_read(name) {
            dossier.title = changed();
        }
    }
    for (name, entity) in &mut other.entities {
        if !is_read(name) {
            entity.names.clear();
        }
    }
    if !read.contains(&Key::named(Read::Revision, "")) {
        other.revision += 1;
    }
    let is_read = |kind: Read, name: &str| read.contains(&Key::named(kind, name));
    other
        .covered
        .retain(|name, _| is_read(Read::Coverage, name));
    other.history.retain(|name, _| is_read(Read::History, name));
    let query = |number: &usize| format!("dossiers/dossier-{number}#found");
    other
        .found
        .retain(|number, _| is_read(Read::Query, &query(number)));
    other.catalog()
}

#[test]
fn what_a_page_did_not_read_cannot_change_it() {
    let mut dice = Dice(7);
    let mut store = Store::new(&mut dice);
    for _ in 0..COMMITS {
        store.commit(&mut dice);
    }
    let (catalog, mut changed) = (store.catalog(), 0);
    for own in editions() {
        let site = site_in(&catalog, None, own);
        for place in site.places().into_iter().chain(site.plain_assets()) {
            let (file, read) = record(|| site.page(place));
            let other = elsewhere(&store, &read);
            let there = site_in(&other, None, own).page(place).expect("printed");
            assert_eq!(file.expect("printed").bytes, there.bytes, "{place:?}");
            changed += usize::from(!read.contains(&Key::named(Read::All, "facts")));
        }
    }
    assert!(changed > 50, "{changed} files do not read all facts");
}

#[test]
fn what_cannot_be_read_is_nothing() {
    let built = build(&Store::new(&mut Dice(5)).catalog(), None, None);
    assert!(Before::read(&built.kept).is_some());
    let lines = built.kept.lines().count();
    for (from, to) in [
        ("sitegen reads 1", "sitegen reads 2"),
        ("whole ", "hole "),
        ("\nfile \"", "\nfile "),
    ] {
        let other = built.kept.replacen(from, to, 1);
        assert!(Before::read(&other).is_none(), "{from} of {lines} lines");
    }
    assert!(Before::read(&format!("{}file \"x\" 99999\n", built.kept)).is_none());
}
