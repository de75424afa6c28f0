//! What a site says to programs that visit it: the sitemap, `robots.txt` and what it was built from.

use super::Site;
use crate::url::Route;

impl Site<'_> {
    /// The pages as search engines take them (sitemaps.org 0.9): those that stand.
    pub(super) fn sitemap(&self) -> String {
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        );
        for place in self
            .places()
            .into_iter()
            .filter(|place| self.is_listed(*place))
        {
            for (_, edition) in &self.setting.editions {
                let base = self.setting.base.as_ref();
                let address = base.map(|base| base.of_edition(*edition).absolute(place));
                let address = address.unwrap_or_default().replace('&', "&amp;");
                out.extend(["  <url><loc>", &address, "</loc></url>\n"]);
            }
        }
        out.push_str("</urlset>\n");
        out
    }

    fn is_listed(&self, place: Route<'_>) -> bool {
        match place {
            Route::NotFound => false,
            Route::Fact(name) => self
                .catalog
                .fact(name)
                .is_some_and(|fact| fact.state().is_current()),
            _ => true,
        }
    }

    /// Robots are welcome (RFC 9309).
    pub(super) fn robots(&self) -> String {
        let base = self.setting.base.as_ref();
        let sitemap = base.map(|base| format!("\nSitemap: {}\n", base.absolute(Route::Sitemap)));
        format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
    }

    /// What the site was built from.
    pub(super) fn manifest(&self) -> String {
        let mut manifest = serde_json::json!({
            "generator": format!("sitegen {}", env!("CARGO_PKG_VERSION")),
            "revision": self.catalog.revision(),
            "pages": self.places().len(),
        });
        if let (Some(store), Some(fields)) = (self.catalog.store(), manifest.as_object_mut()) {
            fields.insert("store".to_owned(), store.into());
        }
        format!("{manifest:#}\n")
    }
}
