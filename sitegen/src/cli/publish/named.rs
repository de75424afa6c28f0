//! What the settings say of a target: the options that a name after `--to` stands for.

use std::path::Path;

use super::{BuildArguments, Failure, TargetArguments};
use crate::cli::build;
use crate::cli::settings::{Settings, Target};

impl TargetArguments {
    /// Takes from the settings what no flag says: of the site, and of the target, where it is named by its name
    /// there. Returns them for what else is in them.
    pub(in crate::cli) fn settle(
        &mut self,
        site: &mut BuildArguments,
    ) -> Result<Settings, Failure> {
        let own_base = site.site.base_url.clone();
        let mut settings = site.settle().map_err(build::Failure::from)?;
        let Some(target) = settings.targets.remove(&self.to) else {
            known(&self.to, &settings)?;
            return Ok(settings);
        };
        let base = own_base.or_else(|| target.base_url.clone());
        site.site.base_url = base.or_else(|| site.site.base_url.take());
        self.fill(target);
        Ok(settings)
    }

    /// The options of a target, where a flag does not say otherwise. What the settings switch on stays on.
    fn fill(&mut self, target: Target) {
        self.to = target.to;
        self.max_deletes = self.max_deletes.or(target.max_deletes);
        self.staging |= target.staging;
        self.precompress |= target.precompress;
        self.gzip |= target.gzip;
        self.unconditional |= target.unconditional;
        self.cname = self.cname.take().or(target.cname);
        self.on_published = self.on_published.take().or(target.on_published);
        self.patience = self.patience.or(target.patience);
    }
}

/// Refuses a word that may be a misspelt target: where targets have names, a new folder has a path.
fn known(to: &str, settings: &Settings) -> Result<(), Failure> {
    let is_word = !to.contains(['/', ':', '.']) && !Path::new(to).is_dir();
    if settings.targets.is_empty() || !is_word {
        return Ok(());
    }
    let names = settings.targets.keys().map(|name| format!("`{name}`"));
    Err(Failure::UnknownTarget {
        to: to.to_owned(),
        known: names.collect::<Vec<_>>().join(", "),
    })
}
