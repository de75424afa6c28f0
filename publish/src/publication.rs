//! A publication from beginning to end: read the manifest, plan, ask whether that may be, claim, send, commit.
//!
//! Whoever publishes claims the target first, by a head that still names the old site and says what it
//! will be. Then nobody else sends a byte, so of two publishers at once one wins and the other plans anew;
//! and if the winner is killed, whoever comes next knows what it was about, and sends every file again of
//! which it cannot tell what it holds. Deletions come before the new head and not after it: they need the
//! claim too, or a slow publisher would delete what a quick one after it has just published.

mod known;

use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::{Duration, Instant};

use crate::claim::Claim;
use crate::failpoint::failpoint;
use crate::limits::{Limits, Refusal};
use crate::manifest::{self, Head, ManifestError, PartName, Writing};
use crate::plan::{Plan, plan};
use crate::site::{Origin, Site, Stage};
use crate::target::{Gone, Target, TargetError, Upload};

/// How often a publisher that was not the first plans anew.
const ATTEMPTS_MAX: usize = 5;

/// How often somebody who waits for another publisher looks.
const LOOK: Duration = Duration::from_secs(1);

/// What to believe of the target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Trust the manifest.
    #[default]
    Update,
    /// Look what is there: send what is missing, and take what no manifest names for an older site.
    Reconcile,
}

/// How a site is published.
#[derive(Clone, Debug)]
pub struct Options {
    /// What is refused.
    pub limits: Limits,
    /// What to believe of what lies there.
    pub mode: Mode,
    /// Whether the plan is made and nothing is done.
    pub dry_run: bool,
    /// How long another publisher may give no sign of life before its claim counts no more. This one gives
    /// four in that time.
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
    /// Another publisher took the claim over while files were sent or deleted, some of which may arrive after its
    /// own.
    Lost,
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
/// After a refusal nothing has changed, unless another publisher took the claim over before, which sends again
/// what was sent. After any other error what was sent may lie there, and the next publication goes on from it.
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
            has_lost: false,
        };
        match run.attempt() {
            Err(PublishError::Target(TargetError::Conflict)) if run.has_lost => tell(Event::Lost),
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
    /// Whether the claim was lost while files were sent or deleted.
    has_lost: bool,
}

impl Run<'_> {
    fn attempt(&mut self) -> Result<Outcome, PublishError> {
        let head = self.free_head()?;
        let before = head.as_ref().filter(|head| head.generation > 0);
        let before = before.map(|head| head.state.origin.clone());
        if let Some(before) = &before {
            self.options.limits.succession(before, &self.site.origin)?;
        }
        let (cut, known) = match self.known(head.as_ref()) {
            // What seems wrong may be what another publisher has done since the head was read.
            Err(PublishError::Refused(_) | PublishError::Manifest(_))
                if self.target.head()? != self.seen =>
            {
                return Err(TargetError::Conflict.into());
            }
            known => known?,
        };
        // Where the head is damaged, the parts tell how many there were.
        let last = head.as_ref().map(|head| head.generation);
        let last = last.unwrap_or_else(|| known.newest_stray());
        let generation = last.saturating_add(1);
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
        if self.options.dry_run || (same && !is_claimed) {
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
            if self.options.dry_run || self.target.is_abandoned(&writing.by) {
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

    fn carry_out(&mut self, head: Option<Head>, outcome: &Outcome) -> Result<(), PublishError> {
        let plan = &outcome.plan;
        let settings = self.target.settings();
        let parts = plan.parts.iter();
        let parts = parts.map(|(name, part)| Upload::part(name.path(), manifest::packed(part)));
        let parts: Vec<Upload> = parts.collect();
        let abandoned = head.as_ref().and_then(|head| head.writing.clone());
        let state = plan.state(self.site);
        let mut claim = self.claim(head, &state)?;
        // The parts lie there before the claim does, so that whoever finds the claim can read them.
        self.target.put(&parts, &mut claim)?;
        self.show(&mut claim)?;
        failpoint("publish-claimed");
        let parts = obsolete(plan, abandoned);
        let new = Head::new(outcome.generation, settings, state);
        let done = self.fulfil(plan, &new.bytes(), &parts, &mut claim);
        self.has_lost = self.target.shows_at_once() && matches!(done, Err(TargetError::Conflict));
        done?;
        failpoint("publish-committed");
        // The site is published. What cannot be removed now costs a little room.
        self.target.sweep(&parts).ok();
        Ok(())
    }

    /// Does what was claimed.
    fn fulfil(
        &mut self,
        plan: &Plan,
        head: &[u8],
        parts: &[String],
        claim: &mut Claim,
    ) -> Result<(), TargetError> {
        self.send(plan, claim)?;
        failpoint("publish-sent");
        if !plan.deletes.is_empty() {
            self.show(claim)?;
        }
        let gone = Gone {
            files: &plan.deletes,
            parts,
            site: &self.site.files,
        };
        self.target.commit(head, gone, claim)
    }

    /// The claim of this publication, which says to whoever takes it over what it was about.
    fn claim(&self, head: Option<Head>, state: &manifest::State) -> Result<Claim, PublishError> {
        let settings = self.target.settings();
        let writing = head.as_ref().and_then(|head| head.writing.as_ref());
        // Then files may be in three states: the old site's, this one's, and that of whoever was killed before.
        let is_third =
            |before: &Writing| before.state.parts != state.parts || before.settings != settings;
        let writing = Writing {
            by: random_name()?,
            beat: 0,
            reconcile: self.looks(writing) || writing.is_some_and(is_third),
            settings: settings.clone(),
            state: state.clone(),
        };
        let head = head.unwrap_or_else(|| Head::empty(settings, state.origin.clone()));
        Ok(Claim::new(head, writing, self.options.patience))
    }

    /// Makes the claim, or shows that its publisher is alive and finds out whether it still counts.
    fn show(&mut self, claim: &mut Claim) -> Result<(), TargetError> {
        let head = claim.next_head();
        self.target.claim(claim.by(), &head)
    }

    /// Sends the files, stage by stage.
    fn send(&mut self, plan: &Plan, claim: &mut Claim) -> Result<(), TargetError> {
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
            self.target.put(uploads, claim)?;
            sent += uploads.len();
            (self.tell)(Event::Sent(sent, plan.puts.len()));
        }
        Ok(())
    }
}

/// A name that nobody else has.
fn random_name() -> Result<String, TargetError> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes)
        .map_err(|error| TargetError::unavailable("could not make a name", error))?;
    Ok(format!("{:016x}", u64::from_be_bytes(bytes)))
}

/// The parts of the manifest that nobody reads when all is done: the older site's, and those of a publisher that
/// was killed.
fn obsolete(plan: &Plan, abandoned: Option<Writing>) -> Vec<String> {
    let kept: BTreeSet<PartName> = plan.state.iter().flatten().copied().collect();
    let left = abandoned
        .into_iter()
        .flat_map(|writing| writing.state.parts);
    let all = plan.obsolete.iter().copied().chain(left.flatten());
    let obsolete: BTreeSet<String> = all
        .filter(|name| !kept.contains(name))
        .map(PartName::path)
        .collect();
    obsolete.into_iter().collect()
}

#[cfg(test)]
mod tests;
