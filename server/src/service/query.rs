//! `QueryService`: questions that span several resources.

use dossier::serve::Encoded;
use dossier::serve::query_service_server::QueryService;
use dossier::v1::{
    Article, CoverageReportRequest, CoverageReportResponse, Fact, VerifyArticleRequest,
    VerifyArticleResponse,
};
use tonic::{Request, Response, Status};

use super::{Collection, Reader, encoded};
use crate::error::ServiceError;
use crate::snapshot::Snapshot;
use crate::text::{coverage, normalize, verify};

/// The largest text that is compared: 1 MiB, a book of 150,000 words.
const TEXT_BYTES_MAX: usize = 1024 * 1024;

fn article(snapshot: &Snapshot, name: &str) -> Result<Article, ServiceError> {
    Collection { name: "articles" }.find(snapshot, name, &[])?;
    snapshot.article(name).ok_or(ServiceError::Internal)
}

/// The facts that refer to an article.
fn resting(snapshot: &Snapshot, article: &Article) -> Vec<Fact> {
    let referrers = snapshot.referrers(&article.name);
    referrers.filter_map(|record| record.fact()).collect()
}

impl Reader {
    async fn coverage(
        &self,
        asked: &CoverageReportRequest,
    ) -> Result<Response<Encoded<CoverageReportResponse>>, ServiceError> {
        let snapshot = self.at(asked.read_revision).await?;
        let article = article(&snapshot, &asked.article)?;
        if article.skeleton.is_none() {
            return Err(ServiceError::SkeletonMissing(article.name));
        }
        let facts = resting(&snapshot, &article);
        Ok(encoded(&snapshot, &coverage(&article, facts.iter())))
    }

    async fn verify(
        &self,
        asked: &VerifyArticleRequest,
    ) -> Result<Response<Encoded<VerifyArticleResponse>>, ServiceError> {
        let snapshot = self.at(asked.read_revision).await?;
        let article = article(&snapshot, &asked.article)?;
        let bytes = asked.text.len();
        if bytes > TEXT_BYTES_MAX {
            let message = format!("the text has {bytes} bytes; at most {TEXT_BYTES_MAX}");
            return Err(ServiceError::field("text", message));
        }
        if normalize(&asked.text).is_empty() {
            let message = "the text is empty".to_owned();
            return Err(ServiceError::field("text", message));
        }
        let skeleton = article.skeleton.as_ref();
        let facts = resting(&snapshot, &article);
        let report = verify(&article.name, skeleton, &asked.text, facts.iter());
        Ok(encoded(&snapshot, &report))
    }
}

#[tonic::async_trait]
impl QueryService for Reader {
    async fn coverage_report(
        &self,
        request: Request<CoverageReportRequest>,
    ) -> Result<Response<Encoded<CoverageReportResponse>>, Status> {
        Ok(self.coverage(request.get_ref()).await?)
    }

    async fn verify_article(
        &self,
        request: Request<VerifyArticleRequest>,
    ) -> Result<Response<Encoded<VerifyArticleResponse>>, Status> {
        Ok(self.verify(request.get_ref()).await?)
    }
}
