//! `FactService`: reading by name and in lists.
//!
//! Three methods for each collection, which differ in their types only. They are written out: a macro
//! would save lines, and hide each of the twelve from whoever looks for it, in this file, in a
//! backtrace or with an editor.

use bytes::BytesMut;
use dossier::Collection::{self, Articles, Dossiers, Entities, Facts};
use dossier::serve::Encoded;
use dossier::serve::fact_service_server::FactService;
use dossier::v1;
use prost_types::FieldMask;
use tonic::{Request, Response, Status};

use super::list::{ListArguments, masked, put_message};
use super::page::LIST;
use super::room::Room;
use super::view::opened;
use super::{Api, descriptor, find, mask, reply};
use crate::commit::Sight;
use crate::error::ServiceError;

/// What is to be read of resources whose names are given.
struct Read<'r> {
    sight: Sight,
    mask: Option<&'r FieldMask>,
    revision: i64,
    show: &'r [i32],
}

impl Api {
    async fn get<M: prost::Message>(
        &self,
        collection: Collection,
        name: &str,
        read: Read<'_>,
    ) -> Result<Response<Encoded<M>>, ServiceError> {
        let snapshot = self.at(read.sight, read.revision).await?;
        let record = find(collection, &snapshot, name, read.show)?;
        // Most calls ask for all of it, and get the very bytes that were committed.
        let bytes = if read.mask.is_some() {
            let descriptor = descriptor(collection)?;
            let paths = mask::paths(read.mask, &descriptor)?;
            masked(record, &descriptor, paths.as_deref())?
        } else {
            record.bytes.clone()
        };
        Ok(reply(&snapshot, Encoded::from_bytes(bytes)))
    }

    /// A batch reply: `repeated resource = 1`.
    async fn batch_get<M: prost::Message>(
        &self,
        collection: Collection,
        names: &[String],
        read: Read<'_>,
    ) -> Result<Response<Encoded<M>>, ServiceError> {
        if names.len() > LIST.most {
            return Err(ServiceError::BatchTooLarge {
                count: names.len(),
                most: LIST.most,
            });
        }
        if names.is_empty() {
            let message = "at least one name is required".to_owned();
            return Err(ServiceError::field("names", message));
        }
        let snapshot = self.at(read.sight, read.revision).await?;
        let descriptor = descriptor(collection)?;
        let paths = mask::paths(read.mask, &descriptor)?;
        let (mut out, mut room) = (BytesMut::new(), Room::new());
        for (place, name) in names.iter().enumerate() {
            let record = find(collection, &snapshot, name, read.show)?;
            let resource = masked(record, &descriptor, paths.as_deref())?;
            if !room.take(resource.len()) {
                return Err(ServiceError::BatchTooHeavy { fitting: place });
            }
            put_message(&mut out, 1, &resource);
        }
        Ok(reply(&snapshot, Encoded::from_bytes(out.freeze())))
    }
}

#[tonic::async_trait]
impl FactService for Api {
    async fn get_entity(
        &self,
        request: Request<v1::GetEntityRequest>,
    ) -> Result<Response<Encoded<v1::Entity>>, Status> {
        let (sight, request) = opened(request)?;
        let read = Read {
            sight,
            mask: request.read_mask.as_ref(),
            revision: request.read_revision,
            show: &request.show,
        };
        Ok(self.get(Entities, &request.name, read).await?)
    }

    async fn list_entities(
        &self,
        request: Request<v1::ListEntitiesRequest>,
    ) -> Result<Response<Encoded<v1::ListEntitiesResponse>>, Status> {
        let (sight, request) = opened(request)?;
        let arguments = ListArguments {
            filter: &request.filter,
            order_by: &request.order_by,
            sight,
            read_mask: request.read_mask.as_ref(),
            show: &request.show,
        };
        Ok(self.list(Entities, &request, arguments).await?)
    }

    async fn batch_get_entities(
        &self,
        request: Request<v1::BatchGetEntitiesRequest>,
    ) -> Result<Response<Encoded<v1::BatchGetEntitiesResponse>>, Status> {
        let (sight, request) = opened(request)?;
        let read = Read {
            sight,
            mask: request.read_mask.as_ref(),
            revision: request.read_revision,
            show: &request.show,
        };
        Ok(self.batch_get(Entities, &request.names, read).await?)
    }

    async fn get_article(
        &self,
        request: Request<v1::GetArticleRequest>,
    ) -> Result<Response<Encoded<v1::Article>>, Status> {
        let (sight, request) = opened(request)?;
        let read = Read {
            sight,
            mask: request.read_mask.as_ref(),
            revision: request.read_revision,
            show: &request.show,
        };
        Ok(self.get(Articles, &request.name, read).await?)
    }

    async fn list_articles(
        &self,
        request: Request<v1::ListArticlesRequest>,
    ) -> Result<Response<Encoded<v1::ListArticlesResponse>>, Status> {
        let (sight, request) = opened(request)?;
        let arguments = ListArguments {
            filter: &request.filter,
            order_by: &request.order_by,
            sight,
            read_mask: request.read_mask.as_ref(),
            show: &request.show,
        };
        Ok(self.list(Articles, &request, arguments).await?)
    }

    async fn batch_get_articles(
        &self,
        request: Request<v1::BatchGetArticlesRequest>,
    ) -> Result<Response<Encoded<v1::BatchGetArticlesResponse>>, Status> {
        let (sight, request) = opened(request)?;
        let read = Read {
            sight,
            mask: request.read_mask.as_ref(),
            revision: request.read_revision,
            show: &request.show,
        };
        Ok(self.batch_get(Articles, &request.names, read).await?)
    }

    async fn get_fact(
        &self,
        request: Request<v1::GetFactRequest>,
    ) -> Result<Response<Encoded<v1::Fact>>, Status> {
        let (sight, request) = opened(request)?;
        let read = Read {
            sight,
            mask: request.read_mask.as_ref(),
            revision: request.read_revision,
            show: &request.show,
        };
        Ok(self.get(Facts, &request.name, read).await?)
    }

    async fn list_facts(
        &self,
        request: Request<v1::ListFactsRequest>,
    ) -> Result<Response<Encoded<v1::ListFactsResponse>>, Status> {
        let (sight, request) = opened(request)?;
        let arguments = ListArguments {
            filter: &request.filter,
            order_by: &request.order_by,
            sight,
            read_mask: request.read_mask.as_ref(),
            show: &request.show,
        };
        Ok(self.list(Facts, &request, arguments).await?)
    }

    async fn batch_get_facts(
        &self,
        request: Request<v1::BatchGetFactsRequest>,
    ) -> Result<Response<Encoded<v1::BatchGetFactsResponse>>, Status> {
        let (sight, request) = opened(request)?;
        let read = Read {
            sight,
            mask: request.read_mask.as_ref(),
            revision: request.read_revision,
            show: &request.show,
        };
        Ok(self.batch_get(Facts, &request.names, read).await?)
    }

    async fn get_dossier(
        &self,
        request: Request<v1::GetDossierRequest>,
    ) -> Result<Response<Encoded<v1::Dossier>>, Status> {
        let (sight, request) = opened(request)?;
        let read = Read {
            sight,
            mask: request.read_mask.as_ref(),
            revision: request.read_revision,
            show: &request.show,
        };
        Ok(self.get(Dossiers, &request.name, read).await?)
    }

    async fn list_dossiers(
        &self,
        request: Request<v1::ListDossiersRequest>,
    ) -> Result<Response<Encoded<v1::ListDossiersResponse>>, Status> {
        let (sight, request) = opened(request)?;
        let arguments = ListArguments {
            filter: &request.filter,
            order_by: &request.order_by,
            sight,
            read_mask: request.read_mask.as_ref(),
            show: &request.show,
        };
        Ok(self.list(Dossiers, &request, arguments).await?)
    }

    async fn batch_get_dossiers(
        &self,
        request: Request<v1::BatchGetDossiersRequest>,
    ) -> Result<Response<Encoded<v1::BatchGetDossiersResponse>>, Status> {
        let (sight, request) = opened(request)?;
        let read = Read {
            sight,
            mask: request.read_mask.as_ref(),
            revision: request.read_revision,
            show: &request.show,
        };
        Ok(self.batch_get(Dossiers, &request.names, read).await?)
    }

    async fn list_revisions(
        &self,
        request: Request<v1::ListRevisionsRequest>,
    ) -> Result<Response<Encoded<v1::ListRevisionsResponse>>, Status> {
        let (sight, request) = opened(request)?;
        Ok(self.revisions(sight, &request).await?)
    }
}
