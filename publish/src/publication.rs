//! A publication from beginning to end: read the manifest, plan, ask whether that may be, claim, send, commit.
//!
//! Whoever publishes claims the target first, by a head that still names the old site and says what it
//! will be. Then nobody else sends a byte, so of two publishers at once one wins and the other plans anew;
//! and if the winner is killed, whoever comes next knows what it was about, and sends every file again of
//! which it cannot tell what it holds. Deletions come before the new head and not after it: they need the
//! claim too, or a slow publisher would delete what a quick one after it has just published.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::{Duration, Instant};

use crate::failpoint::failpoint;
use crate::limits::{Limits, Refusal, examples};
use crate::manifest::{self, Head, ManifestError, Part, PartName, Writing, unpacked};
use crate::plan::{Cut, Known, Plan, disagreed, plan};
use crate::site::{Origin, Site, Stage};
use crate::target::{Gone, Target, TargetError, Upload};

/// How often a publisher that was not the first plans anew.
const ATTEMPTS_MAX: usize = 5;

/// How long a publisher sends before it shows that it is alive. A fourth of the shortest sensible patience.
const BEAT: Duration = Duration::from_secs(15);

/// How often somebody who waits for another publisher looks.
const LOOK: Duration = Duration::from_secs(1);

/// So many bytes, or so many files, are sent between two looks at the clock.
const CHUNK_BYTES_MAX: u64 = 32 * 1024 * 1024;
const CHUNK_FILES_MAX: usize = 256;

/// What to do with what lies at the target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Trust the manifest.
    #[default]
    Update,
    /// Look what is there: send what is missing, and take what no manifest names for an older site.
    Reconcile,
    /// Say what would be done, and do nothing.
    DryRun,
}

/// How a site is published.
#[derive(Clone, Debug)]
pub struct Options {
    /// What is refused.
    pub limits: Limits,
    /// What to do with what lies there.
    pub mode: Mode,
    /// How long another publisher may give no sign of life before its claim counts no more.
    pub patience: Duration,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What was done, or would be.
    pub plan: Plan,
    /// What the target showed before; nothing where no site was there.
    pub before: Option<Origin>,
    /// How many publications there have been.
    pub generation: u64,
}

/// What somebody should know who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Another publisher has claimed the target.
    Waiting,
    /// It gave no sign of life for so long that its claim counts no more, or it is surely gone.
    TakenOver,
    /// Another publisher was faster; planned anew.
    Replanned,
    /// So many of so many files were sent.
    Sent(usize, usize),
}

/// Why a site was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// It may not be; nothing has changed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The target did not do it.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// What the target says of itself makes no sense.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// Others are faster each time.
    #[error("other publishers were faster {ATTEMPTS_MAX} times; nothing was published")]
    Crowded,
}

/// Makes a target show a site.
///
/// # Errors
///
/// After a refusal nothing has changed. After any other error what was sent may lie there, and the next
/// publication goes on from it.
pub fn publish(
    site: &Site,
    target: &mut dyn Target,
    options: &Options,
    tell: &dyn Fn(Event),
) -> Result<Outcome, PublishError> {
    for _ in 0..ATTEMPTS_MAX {
        let mut run = Run {
            site,
            target: &mut *target,
            options,
            tell,
            seen: None,
        };
        match run.attempt() {
            Err(PublishError::Target(TargetError::Conflict)) => tell(Event::Replanned),
            done => return done,
        }
    }
    Err(PublishError::Crowded)
}

/// One attempt.
struct Run<'r> {
    site: &'r Site,
    target: &'r mut dyn Target,
    options: &'r Options,
    tell: &'r dyn Fn(Event),
    /// The head that the plan rests on, as it was read.
    seen: Option<Vec<u8>>,
}

impl Run<'_> {
    fn attempt(&mut self) -> Result<Outcome, PublishError> {
        let head = self.free_head()?;
        let before = head.as_ref().filter(|head| head.generation > 0);
        let before = before.map(|head| head.state.origin.clone());
        if let Some(before) = &before {
            self.options.limits.succession(before, &self.site.origin)?;
        }
        let generation = head.as_ref().map_or(0, |head| head.generation) + 1;
        let (cut, known) = match self.known(head.as_ref()) {
            // What seems wrong may be what another publisher has done since the head was read.
            Err(PublishError::Refused(_) | PublishError::Manifest(_))
                if self.target.head()? != self.seen =>
            {
                return Err(TargetError::Conflict.into());
            }
            known => known?,
        };
        let plan = plan(self.site, cut, &known, generation);
        let files = head.as_ref().map_or(0, |head| head.state.files);
        self.options
            .limits
            .deletions(&plan.deletes, usize::try_from(files).unwrap_or(usize::MAX))?;
        failpoint("publish-planned");
        let same = before.as_ref() == Some(&self.site.origin) && plan.is_empty();
        let is_claimed = head.as_ref().is_some_and(|head| head.writing.is_some());
        let mut outcome = Outcome {
            plan,
            before,
            generation,
        };
        if self.options.mode == Mode::DryRun || (same && !is_claimed) {
            outcome.generation -= u64::from(same);
            return Ok(outcome);
        }
        self.carry_out(head, &outcome)?;
        Ok(outcome)
    }

    /// The head, as soon as nobody else is at work.
    fn free_head(&mut self) -> Result<Option<Head>, PublishError> {
        let mut since: Option<(Vec<u8>, Instant)> = None;
        loop {
            self.seen = self.target.head()?;
            let Some(bytes) = self.seen.clone() else {
                return Ok(None);
            };
            let head = match Head::read(&bytes) {
                Err(ManifestError::Unreadable(_)) if self.options.mode == Mode::Reconcile => {
                    return Ok(None);
                }
                head => head?,
            };
            let Some(writing) = &head.writing else {
                return Ok(Some(head));
            };
            if self.options.mode == Mode::DryRun || self.target.is_abandoned(&writing.by) {
                return Ok(Some(head));
            }
            match &since {
                Some((seen, start)) if *seen == bytes => {
                    if start.elapsed() >= self.options.patience {
                        (self.tell)(Event::TakenOver);
                        return Ok(Some(head));
                    }
                }
                other => {
                    if other.is_none() {
                        (self.tell)(Event::Waiting);
                    }
                    since = Some((bytes, Instant::now()));
                }
            }
            thread::sleep(LOOK.min(self.options.patience));
        }
    }

    /// What is known of the target, as far as it differs from the site.
    fn known(&mut self, head: Option<&Head>) -> Result<(Cut, Known), PublishError> {
        let parts = head
            .map(|head| head.state.parts.clone())
            .unwrap_or_default();
        let cut = Cut::new(self.site, parts.len());
        let settings = self.target.settings();
        let mut known = Known {
            resend: head.is_some_and(|head| head.settings != settings),
            parts,
            ..Known::default()
        };
        if self.options.mode == Mode::Reconcile {
            self.look(&mut known)?;
            return Ok((cut, known));
        }
        let Some(head) = head else {
            let found = self.target.list()?;
            if found.is_empty() {
                return Ok((cut, known));
            }
            let (count, examples) = (found.len(), examples(found.keys()));
            return Err(Refusal::NotOurs { count, examples }.into());
        };
        let names: Vec<PartName> = cut.unlike(&head.state.parts).into_iter().copied().collect();
        known.files = self.parts(&names)?;
        if let Some(writing) = &head.writing {
            self.doubt(&head.state.parts, writing, &mut known)?;
        }
        Ok((cut, known))
    }

    /// Finds out of which files nobody knows what they hold, since a publisher was killed at its work.
    fn doubt(
        &mut self,
        old: &[Option<PartName>],
        writing: &Writing,
        known: &mut Known,
    ) -> Result<(), PublishError> {
        let new = &writing.state.parts;
        let only = |one: &[Option<PartName>], other: &BTreeSet<PartName>| -> Vec<PartName> {
            let names = one.iter().flatten().filter(|name| !other.contains(*name));
            names.copied().collect()
        };
        let all =
            |names: &[Option<PartName>]| names.iter().flatten().copied().collect::<BTreeSet<_>>();
        let before = self.parts(&only(old, &all(new)))?;
        let after = self.parts(&only(new, &all(old)))?;
        let paths = disagreed(&before, &after);
        let names: Vec<&str> = paths.iter().map(String::as_str).collect();
        let mut found = self.target.found(&writing.by, &names);
        known.uncertain = paths
            .into_iter()
            .map(|path| {
                let digest = found.remove(&path);
                (path, digest)
            })
            .collect();
        Ok(())
    }

    /// Looks at every file of the target. What is not as the manifest says is uncertain.
    fn look(&mut self, known: &mut Known) -> Result<(), PublishError> {
        let listed = self.target.list()?;
        let names: Vec<PartName> = known.parts.iter().flatten().copied().collect();
        // Parts that cannot be read are made anew, with all that they list.
        match self.parts(&names) {
            Ok(files) => known.files = files,
            Err(PublishError::Manifest(_)) => known.parts.clear(),
            Err(error) => return Err(error),
        }
        let paths: Vec<&str> = listed.keys().map(String::as_str).collect();
        let found = self.target.found("", &paths);
        let uncertain = |path: &String| match (known.files.get(path), listed.get(path)) {
            (Some((digest, size)), Some(there)) => match found.get(path) {
                Some(digest_there) => digest_there != digest,
                None => size != there,
            },
            _ => true,
        };
        let all: BTreeSet<&String> = listed.keys().chain(known.files.keys()).collect();
        let wrong = all.into_iter().filter(|path| uncertain(path));
        known.uncertain = wrong
            .map(|path| (path.clone(), found.get(path).copied()))
            .collect();
        Ok(())
    }

    /// The files of some parts of the manifest.
    fn parts(&mut self, names: &[PartName]) -> Result<Part, PublishError> {
        let mut files = Part::new();
        for name in names {
            let bytes = self
                .target
                .get(&name.path())?
                .ok_or_else(|| ManifestError::Unreadable(format!("part {name} is not there")))?;
            files.extend(unpacked(*name, &bytes)?);
        }
        Ok(files)
    }

    fn carry_out(&mut self, head: Option<Head>, outcome: &Outcome) -> Result<(), PublishError> {
        let plan = &outcome.plan;
        let settings = self.target.settings();
        let parts = plan.parts.iter();
        let parts = parts.map(|(name, part)| Upload::part(name.path(), manifest::packed(part)));
        let parts: Vec<Upload> = parts.collect();
        let abandoned = head.as_ref().and_then(|head| head.writing.clone());
        let state = plan.state(self.site);
        let mut claim = Claim::new(head, settings.clone(), state.clone())?;
        // The parts lie there before the claim does, so that whoever finds the claim can read them.
        self.target.put(&parts)?;
        self.target.claim(claim.by(), &claim.bytes())?;
        failpoint("publish-claimed");
        self.send(plan, &mut claim)?;
        failpoint("publish-sent");
        if !plan.deletes.is_empty() {
            claim.beat(self.target)?;
        }
        let kept: BTreeSet<PartName> = plan.state.iter().flatten().copied().collect();
        let left = abandoned
            .into_iter()
            .flat_map(|writing| writing.state.parts)
            .flatten();
        let obsolete = plan
            .obsolete
            .iter()
            .copied()
            .chain(left)
            .filter(|name| !kept.contains(name));
        let obsolete: BTreeSet<String> = obsolete.map(PartName::path).collect();
        let parts: Vec<String> = obsolete.into_iter().collect();
        let new = Head::new(outcome.generation, settings, state);
        let gone = Gone {
            files: &plan.deletes,
            parts: &parts,
        };
        self.target.commit(&new.bytes(), gone)?;
        failpoint("publish-committed");
        // The site is published. What cannot be removed now costs a little room.
        self.target.sweep(&parts).ok();
        Ok(())
    }

    /// Sends the files, stage by stage, and shows now and then that somebody is alive.
    fn send(&mut self, plan: &Plan, claim: &mut Claim) -> Result<(), PublishError> {
        let mut by_stage: BTreeMap<Stage, Vec<Upload>> = BTreeMap::new();
        for ((stage, path), file) in &plan.puts {
            let upload = Upload {
                path: path.clone(),
                file: file.clone(),
            };
            by_stage.entry(*stage).or_default().push(upload);
        }
        let mut sent = 0;
        for uploads in by_stage.values() {
            for chunk in chunks(uploads) {
                if claim.is_due() {
                    claim.beat(self.target)?;
                }
                self.target.put(chunk)?;
                sent += chunk.len();
                (self.tell)(Event::Sent(sent, plan.puts.len()));
            }
        }
        Ok(())
    }
}

/// Cuts files into runs that take not too long.
fn chunks(uploads: &[Upload]) -> Vec<&[Upload]> {
    let mut chunks = Vec::new();
    let mut rest = uploads;
    while !rest.is_empty() {
        let mut bytes = 0;
        let fits = rest.iter().take(CHUNK_FILES_MAX).take_while(|upload| {
            let fits = bytes < CHUNK_BYTES_MAX;
            bytes += upload.file.size;
            fits
        });
        let count = fits.count().max(1);
        let (chunk, after) = rest.split_at(count.min(rest.len()));
        chunks.push(chunk);
        rest = after;
    }
    chunks
}

/// A head that says who publishes, and what.
struct Claim {
    head: Head,
    writing: Writing,
    shown: Instant,
}

impl Claim {
    fn new(
        head: Option<Head>,
        settings: String,
        state: manifest::State,
    ) -> Result<Self, PublishError> {
        let head = head.unwrap_or_else(|| Head::empty(settings, state.origin.clone()));
        let writing = Writing {
            by: random_name()?,
            beat: 0,
            state,
        };
        Ok(Self {
            head,
            writing,
            shown: Instant::now(),
        })
    }

    fn by(&self) -> &str {
        &self.writing.by
    }

    fn bytes(&self) -> Vec<u8> {
        let mut head = self.head.clone();
        head.writing = Some(self.writing.clone());
        head.bytes()
    }

    fn is_due(&self) -> bool {
        self.shown.elapsed() >= BEAT
    }

    /// Shows that the publisher is alive, and finds out whether its claim still counts.
    fn beat(&mut self, target: &mut dyn Target) -> Result<(), TargetError> {
        self.writing.beat += 1;
        self.shown = Instant::now();
        target.claim(&self.writing.by, &self.bytes())
    }
}

/// A name that nobody else has.
fn random_name() -> Result<String, TargetError> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes)
        .map_err(|error| TargetError::unavailable("could not make a name", error))?;
    Ok(format!("{:016x}", u64::from_be_bytes(bytes)))
}

#[cfg(test)]
mod tests;
