//! A target in memory that several publishers share, and publications into it that end at any call.

use std::sync::{Arc, Mutex, MutexGuard};

use super::*;

/// Files in memory that several publishers share, each with what it read last. As a bucket does, it says what a
/// file holds only after somebody has listed.
#[derive(Clone, Default)]
struct Shared {
    files: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    seen: Option<Vec<u8>>,
    /// Ends the publication after so many calls that change something, as a kill would.
    calls_left: Option<usize>,
    /// How long each file is on its way.
    takes: Duration,
    /// How files are kept: with this before them.
    packing: &'static str,
    is_listed: bool,
    /// Whether other publishers show signs of life.
    are_others_alive: bool,
    /// Whether somebody takes the claim over before the next commit.
    is_robbed: bool,
}

impl Shared {
    fn change(&mut self) -> Result<MutexGuard<'_, BTreeMap<String, Vec<u8>>>, TargetError> {
        match &mut self.calls_left {
            Some(0) => return Err(TargetError::unavailable("killed", "a test")),
            Some(left) => *left -= 1,
            None => {}
        }
        Ok(self.files.lock().expect("whole"))
    }

    fn replace(&mut self, head: &[u8]) -> Result<(), TargetError> {
        let seen = self.seen.clone();
        let mut files = self.change()?;
        if files.get(HEAD) != seen.as_ref() {
            return Err(TargetError::Conflict);
        }
        files.insert(HEAD.to_owned(), head.to_vec());
        drop(files);
        self.seen = Some(head.to_vec());
        Ok(())
    }

    /// A file as it is kept.
    fn kept(&self, upload: &Upload) -> Vec<u8> {
        let bytes = upload.bytes().expect("in memory");
        if is_own(&upload.path) {
            return bytes;
        }
        [self.packing.as_bytes(), &bytes].concat()
    }

    fn shown(&self) -> BTreeMap<String, String> {
        let files = self.files.lock().expect("whole");
        let of_site = files.iter().filter(|(path, _)| !is_own(path));
        let text = |bytes: &Vec<u8>| String::from_utf8(bytes.clone()).expect("UTF-8");
        of_site
            .map(|(path, bytes)| (path.clone(), text(bytes)))
            .collect()
    }

    /// The files of the manifest.
    fn own(&self) -> Vec<String> {
        let files = self.files.lock().expect("whole");
        files.keys().filter(|path| is_own(path)).cloned().collect()
    }

    /// The same files, for a publisher that is killed after so many calls.
    fn killed_after(&self, calls: usize) -> Self {
        Self {
            calls_left: Some(calls),
            ..self.clone()
        }
    }

    fn put_by_hand(&self, path: &str, text: &str) {
        let mut files = self.files.lock().expect("whole");
        files.insert(path.to_owned(), text.into());
    }

    fn is_claimed(&self) -> bool {
        let files = self.files.lock().expect("whole");
        let head = files.get(HEAD).and_then(|head| Head::read(head).ok());
        head.is_some_and(|head| head.writing.is_some())
    }
}

impl Target for Shared {
    fn name(&self) -> &'static str {
        "memory"
    }

    fn settings(&self) -> String {
        self.packing.to_owned()
    }

    fn head(&mut self) -> Result<Option<Vec<u8>>, TargetError> {
        self.is_listed = false;
        self.seen = self.get(HEAD)?;
        Ok(self.seen.clone())
    }

    fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>, TargetError> {
        Ok(self.files.lock().expect("whole").get(path).cloned())
    }

    fn list(&mut self, _: &dyn Fn(&str) -> bool) -> Result<BTreeSet<String>, TargetError> {
        self.is_listed = true;
        let files = self.files.lock().expect("whole");
        Ok(files.keys().cloned().collect())
    }

    fn is_abandoned(&self, _: &str) -> bool {
        !self.are_others_alive
    }

    fn holds(&mut self, files: &[Upload]) -> Result<BTreeSet<String>, TargetError> {
        let there = self.files.lock().expect("whole");
        let held = files
            .iter()
            .filter(|upload| self.is_listed && there.get(&upload.path) == Some(&self.kept(upload)));
        Ok(held.map(|upload| upload.path.clone()).collect())
    }

    fn claim(&mut self, _: &str, head: &[u8]) -> Result<(), TargetError> {
        self.replace(head)
    }

    fn put(&mut self, files: &[Upload], claim: &mut Claim) -> Result<(), TargetError> {
        for upload in files {
            thread::sleep(self.takes);
            if claim.due_in().is_zero() {
                self.replace(&claim.next_head())?;
            }
            let bytes = self.kept(upload);
            self.change()?.insert(upload.path.clone(), bytes);
        }
        Ok(())
    }

    fn commit(&mut self, head: &[u8], gone: Gone<'_>, _: &mut Claim) -> Result<(), TargetError> {
        if std::mem::take(&mut self.is_robbed) {
            let mut by_another = Head::read(head).expect("a head");
            by_another.generation -= 1;
            self.change()?.insert(HEAD.to_owned(), by_another.bytes());
        }
        for path in gone.files {
            self.change()?.remove(path);
        }
        self.replace(head)
    }

    fn sweep(&mut self, paths: &[String]) -> Result<(), TargetError> {
        for path in paths {
            self.change()?.remove(path);
        }
        Ok(())
    }
}

/// Sites that differ in every way: changed, gone, come, and back as it was. Files keep their sizes.
fn steps() -> Vec<Site> {
    let wide = |revision: i64, changed: usize| {
        let texts: Vec<(String, String)> = (0..150)
            .filter(|number| changed == 0 || number % 7 != changed % 7)
            .map(|number| {
                let text = if number % 50 == changed { revision } else { 0 };
                (format!("{number}.html"), text.to_string())
            })
            .collect();
        let pairs: Vec<(&str, &str)> = texts
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        site(revision, &pairs)
    };
    vec![
        site(1, &ONE),
        site(2, &TWO),
        wide(3, 0),
        wide(4, 3),
        wide(5, 0),
        site(6, &ONE),
    ]
}

/// Publishes a site, and then there is nothing to do.
fn publish_wholly(target: &mut Shared, site: &Site, mode: Mode, about: &str) {
    publish_with(site, target, mode).expect("goes on");
    let wanted: BTreeMap<String, String> = texts(site)
        .into_iter()
        .map(|(path, text)| (path, format!("{}{text}", target.packing)))
        .collect();
    assert_eq!(target.shown(), wanted, "{about}");
    let again = publish_with(site, target, Mode::Update).expect("whole");
    assert!(again.plan.is_empty(), "{about}");
}

/// How sites are published in tests, and at how many of their calls they are ended: each one, or one of so many.
/// Large ones take long, and are like small ones but for their manifests.
fn effort(sites: &[Site]) -> (&'static [Mode], usize) {
    if sites.iter().all(|site| site.files.len() < 10) {
        (&[Mode::Update, Mode::Reconcile], 1)
    } else {
        (&[Mode::Update], 11)
    }
}

#[test]
fn whenever_a_publisher_is_killed_the_next_one_puts_it_right() {
    let steps = steps();
    // Whoever comes next has the site that the killed one had, the newest, or one like the oldest.
    let back = site(9, &ONE);
    for pair in steps.windows(2) {
        let (old, new) = (&pair[0], &pair[1]);
        let (modes, step) = effort(pair);
        let cases = modes.iter().flat_map(|mode| {
            let nexts = [new, old, &back].into_iter();
            nexts.flat_map(move |next| modes.iter().map(move |after| (*mode, next, *after)))
        });
        for (mode, next, after) in cases {
            for calls in (0..).step_by(step) {
                let mut target = Shared::default();
                publish_with(old, &mut target, Mode::Update).expect("published");
                let ended = publish_with(new, &mut target.killed_after(calls), mode);
                if ended.is_ok() {
                    break;
                }
                let about = format!("{mode:?} ended after {calls} calls, then {after:?}");
                publish_wholly(&mut target, next, after, &about);
            }
        }
    }
}

#[test]
fn what_two_publishers_left_that_were_killed_is_put_right() {
    let three = [("index.html", "3"), ("a/b.html", "c"), ("c.html", "c")];
    let (one, two, three) = (site(1, &ONE), site(2, &TWO), site(3, &three));
    for second in [&one, &two, &three] {
        for third in [&one, &two, &three] {
            for (calls, more) in (0..9).flat_map(|calls| (0..9).map(move |more| (calls, more))) {
                let mut target = Shared::default();
                publish_with(&one, &mut target, Mode::Update).expect("published");
                publish_with(&two, &mut target.killed_after(calls), Mode::Update).ok();
                publish_with(second, &mut target.killed_after(more), Mode::Update).ok();
                let about = format!("ended after {calls} and {more} calls");
                let rolled_back = Options {
                    limits: Limits {
                        older: crate::limits::Permission::Granted,
                        ..options(Mode::Update).limits
                    },
                    ..options(Mode::Update)
                };
                publish(third, &mut target, &rolled_back, &|_| ()).expect("goes on");
                assert_eq!(target.shown(), texts(third), "{about}");
            }
        }
    }
}

#[test]
fn what_was_to_be_mended_is_mended_by_whoever_comes_next() {
    let one = site(1, &ONE);
    for calls in 0.. {
        let mut target = Shared::default();
        publish_with(&one, &mut target, Mode::Update).expect("published");
        target.put_by_hand("index.html", "x");
        target.put_by_hand("leaked-draft.html", "x");
        let ended = publish_with(&one, &mut target.killed_after(calls), Mode::Reconcile);
        if target.is_claimed() {
            publish_wholly(&mut target, &one, Mode::Update, &format!("{calls} calls"));
        } else if ended.is_ok() {
            assert_eq!(target.shown(), texts(&one));
            // The head and one part.
            assert_eq!(target.own().len(), 2);
            break;
        }
    }
}

#[test]
fn files_that_were_sent_in_another_way_are_sent_again() {
    let (one, two) = (site(1, &ONE), site(2, &TWO));
    for (before, killed, after) in [
        ("", "z", ""),
        ("", "z", "z"),
        ("z", "", "z"),
        ("", "z", "y"),
    ] {
        for (site, mode) in [
            (&one, Mode::Update),
            (&two, Mode::Update),
            (&one, Mode::Reconcile),
        ] {
            for calls in 0.. {
                let mut target = Shared {
                    packing: before,
                    ..Shared::default()
                };
                publish_with(&one, &mut target, Mode::Update).expect("published");
                target.packing = killed;
                let ended = publish_with(site, &mut target.killed_after(calls), mode);
                if ended.is_ok() {
                    break;
                }
                target.packing = after;
                let about = format!("`{before}`, `{killed}` for {calls} calls, `{after}`");
                publish_wholly(&mut target, site, Mode::Update, &about);
            }
        }
    }
}

#[test]
fn parts_that_nobody_claimed_are_removed_on_request() {
    let (one, two) = (site(1, &ONE), site(2, &TWO));
    let mut target = Shared::default();
    publish_with(&one, &mut target, Mode::Update).expect("published");
    // Ended when its part lay there, and before its claim.
    publish_with(&two, &mut target.killed_after(1), Mode::Update).expect_err("ended");
    assert_eq!(target.own().len(), 3);
    publish_wholly(&mut target, &site(3, &ONE), Mode::Reconcile, "mended");
    assert_eq!(target.own().len(), 2);
}

#[test]
fn parts_of_a_manifest_without_a_head_are_removed_on_request() {
    let (one, two) = (site(1, &ONE), site(2, &TWO));
    let mut target = Shared::default();
    for number in 0..4 {
        let site = if number % 2 == 0 { &one } else { &two };
        let rolled_back = Options {
            limits: Limits {
                older: crate::limits::Permission::Granted,
                ..Limits::default()
            },
            ..options(Mode::Update)
        };
        publish(site, &mut target, &rolled_back, &|_| ()).expect("published");
    }
    target.put_by_hand(HEAD, "{");
    let mended = publish_with(&site(3, &ONE), &mut target, Mode::Reconcile).expect("mended");
    assert_eq!(mended.generation, 5);
    assert_eq!(target.own().len(), 2);
}

#[test]
fn a_claim_that_is_lost_at_the_end_is_told() {
    let mut target = Shared::default();
    publish_with(&site(1, &ONE), &mut target, Mode::Update).expect("published");
    target.is_robbed = true;
    let heard = Mutex::new(Vec::new());
    let hear = |event| heard.lock().expect("whole").push(event);
    publish(&site(2, &TWO), &mut target, &options(Mode::Update), &hear).expect("published");
    assert!(heard.into_inner().expect("whole").contains(&Event::Lost));
    assert_eq!(target.shown(), texts(&site(2, &TWO)));
}

#[test]
fn what_was_claimed_and_never_sent_is_not_deleted() {
    let one = site(1, &ONE);
    let names: Vec<String> = (0..300).map(|number| format!("{number}.html")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "x")).collect();
    let large = site(2, &[&ONE[..], &files].concat());
    for (calls, sent) in [(5, 0), (25, 20)] {
        for mode in [Mode::Update, Mode::Reconcile] {
            let mut target = Shared::default();
            publish_with(&one, &mut target, Mode::Update).expect("published");
            let parts = target.own().len();
            let ended = publish_with(&large, &mut target.killed_after(calls + 4), Mode::Update);
            assert!(ended.is_err() && target.is_claimed(), "{parts}");
            let there = target.shown().len() - ONE.len();
            assert!(there >= sent, "{there}");
            let limits = Limits {
                deletes_max: Some(there),
                older: crate::limits::Permission::Granted,
                ..Limits::default()
            };
            let frugal = Options {
                limits,
                ..options(mode)
            };
            let outcome = publish(&one, &mut target, &frugal, &|_| ()).expect("mended");
            assert_eq!(outcome.plan.deletes.len(), there);
            assert_eq!(target.shown(), texts(&one));
        }
    }
}

#[test]
fn whoever_is_told_what_changed_hears_of_what_was_sent_before() {
    let (one, two) = (site(1, &ONE), site(2, &TWO));
    for calls in 0.. {
        let mut target = Shared::default();
        publish_with(&one, &mut target, Mode::Update).expect("published");
        if publish_with(&two, &mut target.killed_after(calls), Mode::Update).is_ok() {
            break;
        }
        let seen = target.shown();
        let outcome = publish_with(&two, &mut target, Mode::Update).expect("goes on");
        if outcome.plan.is_empty() {
            // Ended after it was published, when it was sweeping.
            continue;
        }
        let told: Vec<&str> = outcome.plan.changed.iter().map(String::as_str).collect();
        assert_eq!(told, ["a.html", "index.html"], "{calls}: {seen:?}");
        assert_eq!(outcome.plan.deletes, ["a/b.html"], "{calls}: {seen:?}");
    }
}

/// A site of many files with this text.
fn many(revision: i64, text: &str) -> Site {
    let names: Vec<String> = (0..20).map(|number| format!("{number}.html")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), text)).collect();
    site(revision, &files)
}

/// A publisher whose files are long on their way, and one that comes while it is at work.
fn at_once(patience: [Duration; 2]) -> (Shared, [Vec<Event>; 2], Result<Outcome, PublishError>) {
    let shared = Shared {
        are_others_alive: true,
        ..Shared::default()
    };
    publish_with(&many(1, "1"), &mut shared.clone(), Mode::Update).expect("published");
    let [slow, quick] = patience.map(|patience| Options {
        patience,
        ..options(Mode::Update)
    });
    let heard = [Mutex::new(Vec::new()), Mutex::new(Vec::new())];
    let hear = &|place: usize, event| heard[place].lock().expect("whole").push(event);
    let ended = thread::scope(|scope| {
        let mut target = Shared {
            takes: Duration::from_millis(60),
            ..shared.clone()
        };
        let first = scope
            .spawn(move || publish(&many(2, "2"), &mut target, &slow, &|event| hear(0, event)));
        while !shared.is_claimed() {
            thread::sleep(Duration::from_millis(1));
        }
        let mut target = shared.clone();
        publish(&many(3, "3"), &mut target, &quick, &|event| hear(1, event)).expect("published");
        first.join().expect("ends")
    });
    let heard = heard.map(|events| events.into_inner().expect("whole"));
    (shared, heard, ended)
}

#[test]
fn a_publisher_that_is_alive_keeps_its_claim_however_slow_it_is() {
    // It takes 1.2 seconds, and others wait for half a second.
    let (shared, [_, events], first) = at_once([Duration::from_millis(500); 2]);
    assert!(
        first.is_ok() && !events.contains(&Event::TakenOver),
        "{events:?}"
    );
    assert_eq!(shared.shown(), texts(&many(3, "3")));
}

#[test]
fn a_publisher_that_has_lost_its_claim_stops() {
    // It shows signs of life less often than the other one wants.
    let patience = [Duration::from_millis(1_600), Duration::from_millis(100)];
    let (mut shared, [lost, events], first) = at_once(patience);
    assert!(events.contains(&Event::TakenOver), "{events:?}");
    assert!(lost.contains(&Event::Lost), "{lost:?}");
    let refused = PublishError::Refused(Refusal::Newer { target: 3, site: 2 });
    let first = first.expect_err("lost");
    assert_eq!(first.to_string(), refused.to_string());
    // What it had under way when it found out.
    let spoiled = shared.shown().into_values().filter(|text| text == "2");
    assert!(spoiled.count() <= 7);
    publish_wholly(&mut shared, &many(3, "3"), Mode::Reconcile, "mended");
}

#[test]
fn of_publishers_at_once_one_wins_and_the_others_plan_anew() {
    let shared = Shared {
        are_others_alive: true,
        ..Shared::default()
    };
    let newest = steps().last().map(|site| site.origin.revision);
    thread::scope(|scope| {
        for site in steps() {
            let mut target = shared.clone();
            scope.spawn(move || {
                let patient = Options {
                    patience: Duration::from_secs(5),
                    ..options(Mode::Update)
                };
                match publish(&site, &mut target, &patient, &|_| ()) {
                    Ok(_) | Err(PublishError::Refused(Refusal::Newer { .. })) => {}
                    Err(error) => panic!("{error}"),
                }
            });
        }
    });
    let mut target = shared.clone();
    let head = Head::read(&target.head().expect("read").expect("there")).expect("a head");
    assert_eq!(Some(head.state.origin.revision), newest);
    assert_eq!(head.writing, None);
    assert_eq!(shared.shown(), texts(steps().last().expect("a site")));
}
