//! What each page shows: one struct a page, one template a struct.

mod article;
mod dossier;
mod entity;
mod fact;
mod frame;
mod home;
mod lists;
mod search;
mod view;

pub(crate) use article::{ArticlePage, rows as article_rows};
pub(crate) use dossier::{DossierPage, coverage, size, views};
pub(crate) use entity::{EntityPage, rows as entity_rows};
pub(crate) use fact::FactPage;
pub(crate) use frame::Setting;
pub(crate) use home::HomePage;
pub(crate) use lists::{
    ArticlesPage, CorrectionsPage, EntitiesPage, FactsPage, MethodPage, NotFoundPage,
};
pub(crate) use search::SearchPage;
pub(crate) use view::ViewPage;
