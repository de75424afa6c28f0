//! `CoverageReport` and `VerifyArticle`: facts against the text that they rest on.

use dossier::Collection;
use dossier::v1::{
    Article, CoverageReportRequest, CoverageReportResponse, Entity, Fact, VerifyArticleRequest,
    VerifyArticleResponse,
};
use dossier_check::ground;
use dossier_check::text::{self, normalize};

use crate::error::{Bug, ServiceError};
use crate::service::find;
use crate::snapshot::Snapshot;

/// The largest text that is compared: 1 MiB, a book of 150,000 words.
const TEXT_BYTES_MAX: usize = 1024 * 1024;

/// Which sentences of an article carry which facts.
pub(super) fn coverage(
    snapshot: &Snapshot,
    request: &CoverageReportRequest,
) -> Result<CoverageReportResponse, ServiceError> {
    let article = article(snapshot, &request.article)?;
    if article.skeleton.is_none() {
        return Err(ServiceError::SkeletonMissing(article.name));
    }
    let facts = resting(snapshot, &article);
    Ok(text::coverage(&article, facts.iter()))
}

/// How the evidence on an article stands against a text.
pub(super) fn verify(
    snapshot: &Snapshot,
    request: &VerifyArticleRequest,
) -> Result<VerifyArticleResponse, ServiceError> {
    let article = article(snapshot, &request.article)?;
    let bytes = request.text.len();
    if bytes > TEXT_BYTES_MAX {
        let message = format!("the text has {bytes} bytes; the limit is {TEXT_BYTES_MAX}");
        return Err(ServiceError::field("text", message));
    }
    if normalize(&request.text).is_empty() {
        return Err(ServiceError::field("text", "the text is empty"));
    }
    let facts = resting(snapshot, &article);
    let facts: Vec<&Fact> = facts.iter().collect();
    let entities = snapshot.collection(Collection::Entities);
    let entities: Vec<Entity> = entities.filter_map(|record| record.entity()).collect();
    let (response, _) = ground::verify(&article, &request.text, &facts, entities.iter());
    Ok(response)
}

fn article(snapshot: &Snapshot, name: &str) -> Result<Article, ServiceError> {
    find(Collection::Articles, snapshot, name, &[])?;
    let article = snapshot.article(name);
    article.ok_or_else(|| {
        let kind = "Article".to_owned();
        Bug::Record { kind, source: None }.into()
    })
}

/// The facts that refer to an article.
fn resting(snapshot: &Snapshot, article: &Article) -> Vec<Fact> {
    let referrers = snapshot.referrers(&article.name);
    referrers.filter_map(|record| record.fact()).collect()
}
