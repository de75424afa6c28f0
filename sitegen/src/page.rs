//! What each page shows: one struct a page, one template a struct.

mod article;
mod dossier;
mod entity;
mod fact;
mod frame;
mod lists;

pub(crate) use article::ArticlePage;
pub(crate) use dossier::{DossierPage, ViewPage, size, views};
pub(crate) use entity::EntityPage;
pub(crate) use fact::FactPage;
pub(crate) use frame::Setting;
pub(crate) use lists::{
    ArticlesPage, CorrectionsPage, EntitiesPage, FactsPage, HomePage, MethodPage, NotFoundPage,
    SearchPage,
};
