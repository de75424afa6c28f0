//! `FactService`: reading by name and in lists.

use bytes::BytesMut;
use dossier::serve::Encoded;
use dossier::serve::fact_service_server::FactService;
use dossier::{Collection, v1};
use prost_types::FieldMask;
use tonic::{Request, Response, Status};

use super::list::{Arguments, PAGE_MAX, list, masked, put_message};
use super::{Api, descriptor, find, mask, reply};
use crate::error::ServiceError;

impl Api {
    async fn one<M: prost::Message>(
        &self,
        collection: Collection,
        name: &str,
        (mask, revision, show): (Option<&FieldMask>, i64, &[i32]),
    ) -> Result<Response<Encoded<M>>, ServiceError> {
        let snapshot = self.at(revision).await?;
        let record = find(collection, &snapshot, name, show)?;
        // Most calls ask for all of it, and get the very bytes that were committed.
        let bytes = if mask.is_some() {
            let descriptor = descriptor(collection)?;
            let paths = mask::paths(mask, &descriptor)?;
            masked(record, &descriptor, paths.as_deref())?
        } else {
            record.bytes.clone()
        };
        Ok(reply(&snapshot, Encoded::from_bytes(bytes)))
    }

    async fn many<M: prost::Message>(
        &self,
        collection: Collection,
        arguments: &Arguments<'_>,
    ) -> Result<Response<Encoded<M>>, ServiceError> {
        let (snapshot, bytes) = list(self, collection, arguments).await?;
        Ok(reply(&snapshot, Encoded::from_bytes(bytes)))
    }

    /// A batch reply: `repeated resource = 1`.
    async fn batch<M: prost::Message>(
        &self,
        collection: Collection,
        names: &[String],
        (mask, revision, show): (Option<&FieldMask>, i64, &[i32]),
    ) -> Result<Response<Encoded<M>>, ServiceError> {
        if names.len() > PAGE_MAX {
            return Err(ServiceError::BatchTooLarge {
                count: names.len(),
                most: PAGE_MAX,
            });
        }
        if names.is_empty() {
            let message = "at least one name is wanted".to_owned();
            return Err(ServiceError::field("names", message));
        }
        let snapshot = self.at(revision).await?;
        let descriptor = descriptor(collection)?;
        let paths = mask::paths(mask, &descriptor)?;
        let mut out = BytesMut::new();
        for name in names {
            let record = find(collection, &snapshot, name, show)?;
            put_message(&mut out, 1, &masked(record, &descriptor, paths.as_deref())?);
        }
        Ok(reply(&snapshot, Encoded::from_bytes(out.freeze())))
    }
}

/// The three methods of each collection differ in their types only.
macro_rules! collections {
    ($($collection:ident: $get:ident $list:ident $batch:ident, $get_request:ident $list_request:ident $batch_request:ident, $one:ident $list_reply:ident $batch_reply:ident;)+) => {
        #[tonic::async_trait]
        impl FactService for Api {
            async fn list_revisions(
                &self,
                request: Request<v1::ListRevisionsRequest>,
            ) -> Result<Response<Encoded<v1::ListRevisionsResponse>>, Status> {
                Ok(self.revisions(request.get_ref()).await?)
            }

            $(
                async fn $get(
                    &self,
                    request: Request<v1::$get_request>,
                ) -> Result<Response<Encoded<v1::$one>>, Status> {
                    let request = request.into_inner();
                    let read = (request.read_mask.as_ref(), request.read_revision, request.show.as_slice());
                    Ok(self.one(Collection::$collection, &request.name, read).await?)
                }

                async fn $list(
                    &self,
                    request: Request<v1::$list_request>,
                ) -> Result<Response<Encoded<v1::$list_reply>>, Status> {
                    let request = request.into_inner();
                    let arguments = Arguments {
                        page_size: request.page_size,
                        page_token: &request.page_token,
                        filter: &request.filter,
                        order_by: &request.order_by,
                        read_mask: request.read_mask.as_ref(),
                        read_revision: request.read_revision,
                        show: &request.show,
                    };
                    Ok(self.many(Collection::$collection, &arguments).await?)
                }

                async fn $batch(
                    &self,
                    request: Request<v1::$batch_request>,
                ) -> Result<Response<Encoded<v1::$batch_reply>>, Status> {
                    let request = request.into_inner();
                    let read = (request.read_mask.as_ref(), request.read_revision, request.show.as_slice());
                    Ok(self.batch(Collection::$collection, &request.names, read).await?)
                }
            )+
        }
    };
}

collections! {
    Entities: get_entity list_entities batch_get_entities, GetEntityRequest ListEntitiesRequest BatchGetEntitiesRequest, Entity ListEntitiesResponse BatchGetEntitiesResponse;
    Articles: get_article list_articles batch_get_articles, GetArticleRequest ListArticlesRequest BatchGetArticlesRequest, Article ListArticlesResponse BatchGetArticlesResponse;
    Facts: get_fact list_facts batch_get_facts, GetFactRequest ListFactsRequest BatchGetFactsRequest, Fact ListFactsResponse BatchGetFactsResponse;
    Dossiers: get_dossier list_dossiers batch_get_dossiers, GetDossierRequest ListDossiersRequest BatchGetDossiersRequest, Dossier ListDossiersResponse BatchGetDossiersResponse;
}
