//! What each page shows: one struct per page, one template per struct, and no page knows another.

mod article;
mod articles;
mod corrections;
mod dossier;
mod embed;
mod entities;
mod entity;
mod fact;
mod facts;
pub(crate) mod figure;
mod home;
mod method;
mod moved;
mod not_found;
mod own;
mod search;
mod view;

pub(crate) use article::ArticlePage;
pub(crate) use articles::ArticlesPage;
pub(crate) use corrections::CorrectionsPage;
pub(crate) use dossier::DossierPage;
pub(crate) use embed::EmbedPage;
pub(crate) use entities::EntitiesPage;
pub(crate) use entity::EntityPage;
pub(crate) use fact::FactPage;
pub(crate) use facts::FactsPage;
pub(crate) use home::HomePage;
pub(crate) use method::MethodPage;
pub(crate) use moved::MovedPage;
pub(crate) use not_found::NotFoundPage;
pub(crate) use own::OwnPageView;
pub(crate) use search::SearchPage;
pub(crate) use view::ViewPage;
