//! What lies at a target: as its manifest says, or as is found by looking at every file; and what nobody knows
//! since a publisher was killed.

use std::collections::BTreeSet;

use super::{Mode, PublishError, Run};
use crate::limits::{Refusal, examples};
use crate::manifest::{Head, ManifestError, Part, PartName, Writing, is_own, unpacked};
use crate::plan::{Cut, Known, disagreed};
use crate::target::Upload;

impl Run<'_> {
    /// What is known of the target, as far as it differs from the site.
    pub(super) fn known(&mut self, head: Option<&Head>) -> Result<(Cut, Known), PublishError> {
        let parts = head
            .map(|head| head.state.parts.clone())
            .unwrap_or_default();
        let cut = Cut::new(self.site, parts.len());
        let settings = self.target.settings();
        let writing = head.and_then(|head| head.writing.as_ref());
        let mut known = Known {
            resend: head.is_some_and(|head| head.settings != settings)
                || writing.is_some_and(|writing| writing.settings != settings),
            parts,
            ..Known::default()
        };
        if self.looks(writing) {
            self.look(&mut known)?;
        } else if let Some(head) = head {
            let names: Vec<PartName> = cut.unlike(&head.state.parts).into_iter().copied().collect();
            known.files = self.parts(&names)?;
        } else {
            self.refuse_foreign()?;
        }
        if let (Some(head), Some(writing)) = (head, writing) {
            self.doubt(head, writing, &mut known)?;
        }
        Ok((cut, known))
    }

    /// Whether every file is looked at: somebody asks for it, or asked for it and was killed.
    pub(super) fn looks(&self, writing: Option<&Writing>) -> bool {
        self.options.mode == Mode::Reconcile || writing.is_some_and(|writing| writing.reconcile)
    }

    /// Where no manifest is, nothing else may be.
    fn refuse_foreign(&mut self) -> Result<(), PublishError> {
        let mut found = self.target.list(&|_| false)?;
        found.retain(|path| !is_own(path));
        if found.is_empty() {
            return Ok(());
        }
        let (count, examples) = (found.len(), examples(&found));
        Err(Refusal::NotOurs { count, examples }.into())
    }

    /// Looks at every file of the target. What is not surely as the manifest says is uncertain.
    fn look(&mut self, known: &mut Known) -> Result<(), PublishError> {
        let names: Vec<PartName> = known.parts.iter().flatten().copied().collect();
        // Parts that cannot be read are made anew, with all that they list.
        match self.parts(&names) {
            Ok(files) => known.files = files,
            Err(PublishError::Manifest(_)) => known.parts.clear(),
            Err(error) => return Err(error),
        }
        let files = &known.files;
        let listed = self.target.list(&|path| files.contains_key(path))?;
        let (own, listed): (BTreeSet<_>, BTreeSet<_>) =
            listed.into_iter().partition(|path| is_own(path));
        let parts = own.iter().filter_map(|path| PartName::at(path));
        known.stray = parts.filter(|part| !names.contains(part)).collect();
        let lasting = files.iter().filter(|(path, (digest, _))| {
            let file = self.site.files.get(*path);
            listed.contains(*path) && file.is_some_and(|file| file.digest == *digest)
        });
        let lasting: Vec<Upload> = self.uploads(lasting.map(|(path, _)| path));
        known.there = self.target.holds(&lasting)?;
        let all = listed.iter().chain(known.files.keys());
        let uncertain = all.filter(|path| !known.there.contains(*path));
        known.uncertain = uncertain.cloned().collect();
        Ok(())
    }

    /// Finds out of which files nobody knows what they hold, since a publisher was killed at its work.
    fn doubt(
        &mut self,
        head: &Head,
        writing: &Writing,
        known: &mut Known,
    ) -> Result<(), PublishError> {
        let looks = self.looks(Some(writing));
        let (before, after) = match self.states(head, writing) {
            // Each file has been looked at.
            Err(PublishError::Manifest(_)) if looks => return Ok(()),
            states => states?,
        };
        let mut paths = disagreed(&before, &after);
        // Of what was only claimed it may be that nothing was sent.
        let is_of_a_site =
            |path: &String| before.contains_key(path) || self.site.files.contains_key(path);
        if looks {
            paths.retain(|path| is_of_a_site(path) || known.uncertain.contains(path));
        } else if !paths.iter().all(is_of_a_site) {
            let ours = |path: &str| before.contains_key(path) || after.contains_key(path);
            let listed = self.target.list(&ours)?;
            paths.retain(|path| is_of_a_site(path) || listed.contains(path));
        }
        if looks {
            // Whoever only seems to be gone may have sent more since.
            if !self.target.is_abandoned(&writing.by) {
                known.there.retain(|path| !paths.contains(path));
            }
        } else if writing.settings == self.target.settings() {
            let uploads = self.uploads(&paths);
            let sent = self.target.sent(&writing.by);
            let as_sent = uploads
                .iter()
                .filter(|upload| sent.get(&upload.path) == Some(&upload.file.digest));
            known.there = as_sent.map(|upload| upload.path.clone()).collect();
            known.there.extend(self.target.holds(&uploads)?);
        }
        known.files.extend(before);
        known.uncertain.extend(paths);
        Ok(())
    }

    /// The parts on which the site at the target and the one that was being published differ.
    fn states(&mut self, head: &Head, writing: &Writing) -> Result<(Part, Part), PublishError> {
        let all =
            |names: &[Option<PartName>]| names.iter().flatten().copied().collect::<BTreeSet<_>>();
        let (old, new) = (all(&head.state.parts), all(&writing.state.parts));
        let only = |left: &BTreeSet<PartName>, right| -> Vec<PartName> {
            left.difference(right).copied().collect()
        };
        Ok((
            self.parts(&only(&old, &new))?,
            self.parts(&only(&new, &old))?,
        ))
    }

    /// Files of the site as they would be sent.
    fn uploads<'p>(&self, paths: impl IntoIterator<Item = &'p String>) -> Vec<Upload> {
        let found = paths.into_iter().filter_map(|path| {
            Some(Upload {
                path: path.clone(),
                file: self.site.files.get(path)?.clone(),
            })
        });
        found.collect()
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
}
