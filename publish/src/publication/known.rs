//! What is known of the files at a target, and what has to be looked up or doubted?

use std::collections::BTreeSet;

use super::{Mode, PublishError, Run};
use crate::limits::{Refusal, examples};
use crate::manifest::{Head, ManifestError, Part, PartName, Writing, unpacked};
use crate::plan::{Cut, Known, disagreed};

impl Run<'_> {
    /// What is known of the target, as far as it differs from the site.
    pub(super) fn known(&mut self, head: Option<&Head>) -> Result<(Cut, Known), PublishError> {
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
            self.refuse_others()?;
            return Ok((cut, known));
        };
        let names: Vec<PartName> = cut.unlike(&head.state.parts).into_iter().copied().collect();
        known.files = self.parts(&names)?;
        if let Some(writing) = &head.writing {
            self.doubt(&head.state.parts, writing, &mut known)?;
        }
        Ok((cut, known))
    }

    /// Refuses a target that holds files, and no manifest that says whose they are.
    fn refuse_others(&mut self) -> Result<(), PublishError> {
        let found = self.target.list()?;
        if found.is_empty() {
            return Ok(());
        }
        let (count, examples) = (found.len(), examples(found.keys()));
        Err(Refusal::NotOurs { count, examples }.into())
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
    pub(super) fn parts(&mut self, names: &[PartName]) -> Result<Part, PublishError> {
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
