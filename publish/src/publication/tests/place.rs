//! Folders in which somebody else has put things: links, folders in the way, packed forms of their own.

use std::os::unix::fs::symlink;

use super::*;

/// A folder with a site in it, and one beside that is nobody's business.
struct Room {
    folder: tempfile::TempDir,
}

impl Room {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let room = Self { folder };
        fs::create_dir_all(room.at("outside")).expect("made");
        fs::create_dir_all(room.target()).expect("made");
        fs::write(room.at("outside/diary.txt"), "dear").expect("written");
        room
    }

    fn at(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join(path)
    }

    fn target(&self) -> std::path::PathBuf {
        self.at("target")
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.target().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, text).expect("written");
    }

    /// What is outside is as it was.
    fn is_outside_whole(&self) -> bool {
        let names = fs::read_dir(self.at("outside")).expect("a folder").count();
        names == 1 && fs::read_to_string(self.at("outside/diary.txt")).expect("text") == "dear"
    }
}

#[test]
fn a_link_is_a_file_wherever_it_leads() {
    // The site has files where the link is, or has none.
    let below = [("index.html", "1"), ("uploads/a.html", "a")];
    for files in [&ONE[..], &below] {
        for mode in MODES {
            let room = Room::new();
            let site = site(1, files);
            if mode == Mode::Update {
                into(&room.target(), &site, Mode::Update).expect("published");
                fs::remove_dir_all(room.target().join("uploads")).ok();
            }
            symlink("../outside", room.target().join("uploads")).expect("linked");
            symlink(".", room.target().join("loop")).expect("linked");
            let outcome = into(&room.target(), &site, Mode::Reconcile).expect("mended");
            assert!(outcome.plan.deletes.contains(&"loop".to_owned()));
            assert!(room.is_outside_whole(), "{files:?}");
            assert_eq!(shown(&room.target()), texts(&site));
        }
    }
}

const MODES: [Mode; 2] = [Mode::Update, Mode::Reconcile];

#[test]
fn nothing_is_written_through_a_link() {
    let room = Room::new();
    let one = site(1, &[("index.html", "1"), ("uploads/a.html", "a")]);
    into(&room.target(), &one, Mode::Update).expect("published");
    fs::remove_dir_all(room.target().join("uploads")).expect("removed");
    symlink("../outside", room.target().join("uploads")).expect("linked");
    let two = site(2, &[("index.html", "2"), ("uploads/a.html", "b")]);
    let error = into(&room.target(), &two, Mode::Update).expect_err("in the way");
    assert!(error.to_string().contains("--reconcile"), "{error}");
    assert!(room.is_outside_whole());
    let left = fs::read_to_string(room.target().join("index.html")).expect("text");
    assert_eq!(left, "1", "half of it was moved");
    into(&room.target(), &two, Mode::Reconcile).expect("mended");
    assert_eq!(shown(&room.target()), texts(&two));
    assert!(room.is_outside_whole());
}

#[test]
fn a_manifest_behind_a_link_is_left_alone() {
    let room = Room::new();
    fs::create_dir_all(room.at("outside")).expect("made");
    symlink("../outside", room.target().join(FOLDER)).expect("linked");
    for open in [FolderTarget::open_to_look, |path: &Path, precompress| {
        FolderTarget::open(path, precompress, || ())
    }] {
        let error = open(&room.target(), Precompress::No).expect_err("a link");
        assert!(error.to_string().contains("is not a folder"), "{error}");
    }
    // One that comes while somebody is at work.
    fs::remove_file(room.target().join(FOLDER)).expect("removed");
    let mut target = FolderTarget::open(&room.target(), Precompress::No, || ()).expect("a folder");
    target.head().expect("read");
    symlink("../outside", room.target().join(FOLDER)).expect("linked");
    target.claim("me", b"{}").expect_err("a link");
    assert!(room.is_outside_whole());
    // Links in it are replaced by files.
    fs::remove_file(room.target().join(FOLDER)).expect("removed");
    fs::create_dir_all(room.target().join(FOLDER)).expect("made");
    for name in ["lock", "next", "new"] {
        let link = room.target().join(FOLDER).join(name);
        symlink("../../outside/diary.txt", link).expect("linked");
    }
    symlink("../outside", room.target().join("uploads")).expect("linked");
    into(&room.target(), &site(1, &ONE), Mode::Reconcile).expect("published");
    assert_eq!(shown(&room.target()), texts(&site(1, &ONE)));
    assert!(room.is_outside_whole());
}

#[test]
fn a_look_needs_no_right_to_write() {
    use std::os::unix::fs::PermissionsExt as _;
    let room = Room::new();
    into(&room.target(), &site(1, &ONE), Mode::Update).expect("published");
    let own = room.target().join(FOLDER);
    // Without a lock, which could be made only by whoever may write there.
    fs::remove_file(own.join("lock")).expect("removed");
    fs::set_permissions(&own, fs::Permissions::from_mode(0o555)).expect("set");
    let mut target = FolderTarget::open_to_look(&room.target(), Precompress::No).expect("read");
    let dry = Options {
        dry_run: true,
        ..options(Mode::Update)
    };
    let outcome = publish(&site(2, &TWO), &mut target, &dry, &|_| ()).expect("planned");
    assert_eq!(outcome.plan.puts.len(), 2);
    assert!(!own.join("lock").exists());
}

#[test]
fn a_folder_in_place_of_a_file_that_goes_stays() {
    let room = Room::new();
    let one = site(1, &[("index.html", "1"), ("d", "d"), ("e", "e")]);
    into(&room.target(), &one, Mode::Update).expect("published");
    fs::remove_file(room.target().join("d")).expect("removed");
    fs::remove_file(room.target().join("e")).expect("removed");
    room.write("d/diary.txt", "dear");
    fs::create_dir_all(room.target().join("e/f")).expect("made");
    let two = site(2, &[("index.html", "2")]);
    into(&room.target(), &two, Mode::Update).expect("published");
    let left = ["d/diary.txt", "index.html"];
    assert_eq!(shown_names(&room.target()), left);
    assert!(!room.target().join("e").exists());
}

#[test]
fn nothing_is_deleted_where_something_is_in_the_way() {
    let room = Room::new();
    let one = site(1, &[("d/x.txt", "x"), ("index.html", "1")]);
    into(&room.target(), &one, Mode::Update).expect("published");
    room.write("d/diary.txt", "dear");
    let two = site(2, &[("d", "d"), ("index.html", "2")]);
    into(&room.target(), &two, Mode::Update).expect_err("in the way");
    let left = ["d/diary.txt", "d/x.txt", "index.html"];
    assert_eq!(shown_names(&room.target()), left);
    into(&room.target(), &two, Mode::Reconcile).expect("mended");
    assert_eq!(shown(&room.target()), texts(&two));
}

#[test]
fn a_source_with_a_link_to_a_folder_is_refused() {
    let room = Room::new();
    symlink("../outside", room.target().join("uploads")).expect("linked");
    let origin = site(1, &[]).origin;
    let read = |origin| Site::read(&room.target(), ".own", origin, |_| Stage::File);
    let error = read(origin).expect_err("a link");
    assert!(
        error.to_string().contains("is a link to a folder"),
        "{error}"
    );
}

#[test]
fn what_is_in_the_way_goes_before_anything_is_moved() {
    let one = site(
        1,
        &[("index.html", "1"), ("facts/a.html", "a"), ("z.html", "z")],
    );
    let blocks: [&dyn Fn(&Room); 4] = [
        // A file where a folder has to be.
        &|room| room.write("facts", "x"),
        // A folder where a file has to be: with files, and with nothing but folders.
        &|room| room.write("index.html/more/x.html", "x"),
        &|room| fs::create_dir_all(room.target().join("index.html/a/b")).expect("made"),
        &|room| room.write("index.html/.DS_Store", "x"),
    ];
    for (number, block) in blocks.iter().enumerate() {
        let room = Room::new();
        block(&room);
        into(&room.target(), &one, Mode::Reconcile).expect("published");
        assert_eq!(shown(&room.target()), texts(&one), "{number}");
        // The same over a site: the manifest does not know of it.
        fs::remove_dir_all(room.target().join("facts")).expect("removed");
        fs::remove_file(room.target().join("index.html")).expect("removed");
        block(&room);
        let two = site(
            2,
            &[("index.html", "2"), ("facts/a.html", "b"), ("z.html", "y")],
        );
        if into(&room.target(), &two, Mode::Update).is_err() {
            let left = fs::read_to_string(room.target().join("z.html")).expect("text");
            assert_eq!(left, "z", "{number}: half of it was moved");
            into(&room.target(), &two, Mode::Reconcile).expect("mended");
        }
        assert_eq!(shown(&room.target()), texts(&two), "{number}");
    }
    // A site whose own files change their kind.
    let room = Room::new();
    let (file, folder) = (site(1, &[("a", "1")]), site(2, &[("a/b", "2")]));
    into(&room.target(), &file, Mode::Update).expect("published");
    into(&room.target(), &folder, Mode::Update).expect("published");
    let back = site(3, &[("a", "3")]);
    into(&room.target(), &back, Mode::Update).expect("published");
    assert_eq!(shown(&room.target()), texts(&back));
}

#[test]
fn a_plan_or_a_refusal_changes_nothing() {
    let room = Room::new();
    let one = site(1, &ONE);
    planned(&room.at("none"), &one, Mode::Update).expect("planned");
    assert!(!room.at("none").exists());
    room.write("diary.txt", "dear");
    let error = planned(&room.target(), &one, Mode::Update).expect_err("foreign");
    assert!(
        error.to_string().contains("contains 1 file that"),
        "{error}"
    );
    into(&room.target(), &one, Mode::Update).expect_err("foreign");
    let outcome = planned(&room.target(), &one, Mode::Reconcile).expect("planned");
    assert_eq!(outcome.plan.deletes, ["diary.txt"]);
    assert_eq!(outcome.plan.puts.len(), ONE.len());
    assert_eq!(fs::read_dir(room.target()).expect("a folder").count(), 1);
}

#[test]
fn the_first_of_two_publishers_into_an_empty_folder_wins() {
    let room = Room::new();
    let open = || FolderTarget::open(&room.target(), Precompress::No, || ()).expect("a folder");
    let (mut first, mut second) = (open(), open());
    assert_eq!(second.head().expect("read"), None);
    publish_with(&site(1, &ONE), &mut first, Mode::Update).expect("published");
    drop(first);
    let error = second.claim("me", b"{}").expect_err("too late");
    assert!(matches!(error, TargetError::Conflict), "{error}");
    publish_with(&site(2, &TWO), &mut second, Mode::Update).expect("published");
    assert_eq!(shown(&room.target()), texts(&site(2, &TWO)));
}

#[test]
fn a_packed_file_of_somebody_is_a_file_like_others() {
    let room = Room::new();
    let one = site(1, &ONE);
    into(&room.target(), &one, Mode::Update).expect("published");
    room.write("backup.tar", "x");
    room.write("backup.tar.gz", "x");
    let outcome = planned(&room.target(), &one, Mode::Reconcile).expect("planned");
    assert_eq!(outcome.plan.deletes, ["backup.tar", "backup.tar.gz"]);
    // With packed forms beside the site's own files too.
    let long = "word ".repeat(1_000);
    let packed = site(2, &[("index.html", &long), ("short.html", "s")]);
    let with = |site: &Site, mode| {
        let target = FolderTarget::open(&room.target(), Precompress::Yes, || ());
        publish_with(site, &mut target.expect("a folder"), mode).expect("published")
    };
    fs::remove_file(room.target().join("backup.tar.gz")).expect("removed");
    fs::remove_file(room.target().join("backup.tar")).expect("removed");
    with(&packed, Mode::Update);
    room.write("backup.tar", "x");
    room.write("backup.tar.gz", "x");
    let outcome = with(&packed, Mode::Reconcile);
    assert_eq!(outcome.plan.deletes, ["backup.tar", "backup.tar.gz"]);
    // What is whole is left alone, and what is not is written anew.
    assert_eq!(outcome.plan.puts.len(), 0);
    room.write("index.html.br", "old");
    assert_eq!(with(&packed, Mode::Reconcile).plan.puts.len(), 1);
    room.write("short.html.gz", "old");
    with(&packed, Mode::Reconcile);
    let names = ["index.html", "index.html.br", "index.html.gz", "short.html"];
    assert_eq!(shown_names(&room.target()), names);
    // Forms without a manifest are somebody's files, and those that are made take their places.
    fs::remove_file(room.target().join(HEAD)).expect("removed");
    with(&packed, Mode::Reconcile);
    assert_eq!(shown_names(&room.target()), names);
}

#[test]
fn a_site_may_have_a_packed_file_beside_a_plain_one() {
    let room = Room::new();
    into(
        &room.target(),
        &site(1, &[("a.csv", "1"), ("a.csv.gz", "z")]),
        Mode::Update,
    )
    .expect("published");
    let two = site(2, &[("a.csv", "2"), ("a.csv.gz", "z")]);
    into(&room.target(), &two, Mode::Update).expect("published");
    assert_eq!(shown(&room.target()), texts(&two));
    let three = site(3, &[("a.csv.gz", "z")]);
    into(&room.target(), &three, Mode::Update).expect("published");
    assert_eq!(shown(&room.target()), texts(&three));
}

#[test]
fn a_mounted_volume_may_be_a_target() {
    let room = Room::new();
    room.write("lost+found/#12345", "x");
    let one = site(1, &ONE);
    into(&room.target(), &one, Mode::Update).expect("published");
    into(&room.target(), &one, Mode::Reconcile).expect("published");
    assert!(room.target().join("lost+found/#12345").exists());
}

#[test]
fn a_disk_that_is_full_may_be_better_later_and_a_permission_may_not() {
    use std::io::{Error, ErrorKind};
    for (kind, passes) in [
        (ErrorKind::StorageFull, true),
        (ErrorKind::QuotaExceeded, true),
        (ErrorKind::StaleNetworkFileHandle, true),
        (ErrorKind::TimedOut, true),
        (ErrorKind::PermissionDenied, false),
        (ErrorKind::IsADirectory, false),
    ] {
        let error = TargetError::system("could not write `a`", &Error::from(kind));
        let is_passing = matches!(error, TargetError::Unavailable { .. });
        assert_eq!(is_passing, passes, "{kind:?}");
    }
}
