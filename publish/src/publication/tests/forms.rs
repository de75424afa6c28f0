//! Sites whose files change their kind, with packed forms beside them, and publishers that are killed meanwhile.

use std::io::Read as _;

use flate2::read::GzDecoder;

use super::*;
use crate::target::folder::Precompress::{No, Yes};

/// How far a publisher comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Whole,
    Claimed,
    Moved,
}

/// A folder whose publisher is killed.
struct Killed<'f> {
    folder: &'f Path,
    target: FolderTarget,
    end: End,
    claim: Vec<u8>,
}

impl Target for Killed<'_> {
    fn name(&self) -> &'static str {
        "killed"
    }
    fn settings(&self) -> String {
        self.target.settings()
    }
    fn head(&mut self) -> Result<Option<Vec<u8>>, TargetError> {
        self.target.head()
    }
    fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>, TargetError> {
        self.target.get(path)
    }
    fn list(&mut self, ours: &dyn Fn(&str) -> bool) -> Result<BTreeSet<String>, TargetError> {
        self.target.list(ours)
    }
    fn is_abandoned(&self, _: &str) -> bool {
        true
    }
    fn holds(&mut self, files: &[Upload]) -> Result<BTreeSet<String>, TargetError> {
        self.target.holds(files)
    }
    fn claim(&mut self, by: &str, head: &[u8]) -> Result<(), TargetError> {
        self.claim = head.to_vec();
        self.target.claim(by, head)
    }
    fn put(&mut self, files: &[Upload], claim: &mut Claim) -> Result<(), TargetError> {
        self.target.put(files, claim)
    }
    fn commit(
        &mut self,
        head: &[u8],
        gone: Gone<'_>,
        claim: &mut Claim,
    ) -> Result<(), TargetError> {
        if self.end != End::Claimed {
            self.target.commit(head, gone, claim)?;
        }
        if self.end != End::Whole {
            fs::write(self.folder.join(HEAD), &self.claim).expect("written");
            return Err(TargetError::unavailable("killed", "a test"));
        }
        Ok(())
    }
    fn sweep(&mut self, paths: &[String]) -> Result<(), TargetError> {
        self.target.sweep(paths)
    }
}

/// The paths of sites.
const SITES: [&[&str]; 4] = [
    &["d/x.txt", "e.txt"],
    &["d", "e.txt"],
    &["d", "d.gz/q.txt"],
    &["d", "d.gz"],
];

/// A site of files that are large enough to be packed.
fn of_paths(revision: i64, paths: &[&str], is_edited: bool) -> Site {
    let edited = if is_edited { revision } else { 0 };
    let text = |path: &str| format!("{path} of {edited}. ").repeat(100);
    let files: Vec<(&str, String)> = paths.iter().map(|path| (*path, text(path))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, &**text)).collect();
    site(revision, &files)
}

/// Every file is of the site, or the packed form of one.
fn expect_shown(folder: &Path, site: &Site, precompress: Precompress, about: &str) {
    let mut found = Vec::new();
    crate::site::list(folder, "", &mut found).expect("a folder");
    let texts = texts(site);
    for path in found.iter().filter(|path| !is_own(path)) {
        let bytes = fs::read(folder.join(path)).expect("a file");
        let (plain, bytes) = match (texts.contains_key(path), path.strip_suffix(".gz")) {
            (true, _) => (path.as_str(), bytes),
            (false, Some(plain)) => {
                let mut text = Vec::new();
                GzDecoder::new(&*bytes)
                    .read_to_end(&mut text)
                    .expect("packed");
                (plain, text)
            }
            (false, None) => continue,
        };
        assert!(plain == path || precompress == Yes, "{about}: {path}");
        let text = texts.get(plain).map(String::as_bytes);
        assert_eq!(Some(&*bytes), text, "{about}: {path}");
    }
    assert!(texts.keys().all(|path| found.contains(path)), "{about}");
}

fn publish_until(
    end: End,
    folder: &Path,
    site: &Site,
    precompress: Precompress,
    mode: Mode,
) -> Result<Outcome, PublishError> {
    let mut target = Killed {
        folder,
        target: FolderTarget::open(folder, precompress, || ()).expect("a folder"),
        end,
        claim: Vec::new(),
    };
    publish_with(site, &mut target, mode)
}

/// Three sites one after another, of whose publishers the second may be killed.
fn expect_third(sites: [&[&str]; 3], packed: [Precompress; 3], end: End, is_edited: bool) {
    let about = format!("{sites:?} {packed:?} {end:?} {is_edited}");
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let [one, two, three] = sites;
    let one = of_paths(1, one, is_edited);
    publish_until(End::Whole, folder, &one, packed[0], Mode::Update).expect("published");
    let two = of_paths(2, two, is_edited);
    let ended = publish_until(end, folder, &two, packed[1], Mode::Update);
    if end == End::Whole {
        ended.unwrap_or_else(|error| panic!("{about}: {error}"));
        expect_shown(folder, &two, packed[1], &about);
    }
    let three = of_paths(3, three, is_edited);
    let publish = |mode| publish_until(End::Whole, folder, &three, packed[2], mode);
    publish(Mode::Update).unwrap_or_else(|error| panic!("{about}: {error}"));
    expect_shown(folder, &three, packed[2], &about);
    publish(Mode::Reconcile).unwrap_or_else(|error| panic!("{about}: {error}"));
    expect_shown(folder, &three, packed[2], &about);
    let again = publish(Mode::Reconcile).unwrap_or_else(|error| panic!("{about}: {error}"));
    assert!(again.plan.is_empty(), "{about}: {:?}", again.plan);
}

#[test]
fn files_with_packed_forms_may_change_their_kind() {
    let packed = [[Yes, Yes, Yes], [Yes, No, Yes], [No, Yes, No]];
    for (one, two) in SITES.iter().flat_map(|site| SITES.map(|two| (*site, two))) {
        for packed in packed {
            for is_edited in [false, true] {
                expect_third([one, two, one], packed, End::Whole, is_edited);
            }
            for end in [End::Claimed, End::Moved] {
                for three in [one, two] {
                    expect_third([one, two, three], packed, end, false);
                }
            }
        }
    }
}
