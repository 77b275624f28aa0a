//! The application over HTTP: routes, middleware, and how a request becomes an answer.

mod attachments;
mod documents;
pub mod export;
mod feeds;
mod form;
mod form_files;
mod guard;
mod health;
mod measurements;
mod page;
mod prices;
mod receipts;
mod records;
mod runs;
mod session;

use crate::assets;
use crate::config::Config;
use app::request::Assets;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware;
use axum::routing::{get, post};
use backend::Ctx;
use std::sync::Arc;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::csrf::CsrfLayer;

/// The largest form, with its files.
const LARGEST_BODY: usize = 25 * 1024 * 1024;

/// What every handler is given.
#[derive(Clone, Debug)]
pub struct State {
    /// Store, clock, keys.
    pub ctx: Ctx,
    /// Configuration.
    pub config: Arc<Config>,
    /// The built assets' addresses.
    pub assets: Arc<Assets>,
}

/// Every path with its methods, for the test that compares them with the permission table.
#[must_use]
pub fn paths() -> Vec<(String, bool)> {
    let forms = app::routes::forms();
    let pages = leptos_axum::generate_route_list(app::shell);
    pages
        .into_iter()
        .map(|listing| {
            let has_form = forms.iter().any(|form| form.path == listing.path());
            (listing.path().to_owned(), has_form)
        })
        .collect()
}

/// The whole application.
pub fn router(ctx: Ctx, config: Config) -> Router {
    let state = State {
        ctx,
        config: Arc::new(config),
        assets: Arc::new(assets::manifest()),
    };
    let forms = app::routes::forms();
    let mut pages = Router::new();
    // The fields and what stands between files, beside the files themselves.
    let largest = state.ctx.documents().limits().offer + 1_000_000;
    let largest = usize::try_from(largest).unwrap_or(usize::MAX);
    for (path, _) in paths() {
        let form = forms.iter().find(|form| form.path == path).copied();
        let mut methods = get(page::show);
        if let Some(form) = form {
            methods = methods.post(move |state, request| form::receive(state, form, request));
            if form.keep.is_some() {
                methods = methods.layer(DefaultBodyLimit::max(largest));
            }
        }
        pages = pages.route(&path, methods);
    }
    let inside = ServiceBuilder::new()
        .layer(middleware::from_fn_with_state(
            state.clone(),
            guard::headers,
        ))
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(middleware::from_fn(guard::limit))
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Fastest)
                .compress_when(worth_it()),
        )
        .layer(CsrfLayer::new())
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            session::identify,
        ));
    pages
        .merge(downloads())
        .route(MACHINES, post(measurements::receive))
        .fallback(page::show)
        .method_not_allowed_fallback(|| async { StatusCode::METHOD_NOT_ALLOWED })
        .layer(inside)
        .route("/pkg/{*path}", get(assets::serve))
        .route("/favicon.svg", get(assets::icon))
        .merge(health::routes())
        .with_state(state)
}

/// Which answers are compressed: not those that are compressed or encrypted already.
fn worth_it() -> impl Predicate {
    let usual = DefaultPredicate::new();
    usual
        .and(NotForContentType::const_new("application/octet-stream"))
        .and(NotForContentType::const_new("application/pdf"))
        .and(NotForContentType::const_new("application/zip"))
}

/// Imported releases, stored results, stored documents, own copies, receipts, sealed parts, signed lists, records of openings,
/// feeds of saved searches, price lines, files of offers.
const STORED: [&str; 13] = [
    "/ocds/releases/{file}",
    "/solicitations/{reference}/runs/{file}",
    "/documents/{id}",
    "/offers/{reference}/receipts/{file}",
    "/offers/{reference}/sealed/{file}",
    "/solicitations/{reference}/commitments.json",
    "/solicitations/{reference}/opening.json",
    "/offers/{reference}/copy",
    "/feeds/{file}",
    "/offers/{reference}/price.csv",
    "/offers/{reference}/price.xlsx",
    "/offers/{reference}/attachments/{file}",
    "/solicitations/{reference}/report/{file}",
];

/// Where machines report measurements of service.
pub const MACHINES: &str = "/measurements/{secret}";

/// The path of every file, for the test that compares them with the permission table.
pub fn files() -> impl Iterator<Item = &'static str> {
    export::PATHS.iter().copied().chain(STORED)
}

/// Addresses that answer with files instead of pages.
fn downloads() -> Router<State> {
    let [
        release,
        run,
        document,
        receipt,
        sealed,
        commitments,
        opening,
        copy,
        feed,
        prices_csv,
        prices_xlsx,
        attachment,
        report,
    ] = STORED;
    Router::new()
        .merge(export::routes())
        .route(release, get(records::release))
        .route(run, get(runs::download))
        .route(document, get(documents::send))
        .route(receipt, get(receipts::receipt))
        .route(sealed, get(receipts::sealed))
        .route(commitments, get(receipts::commitments))
        .route(opening, get(receipts::opening))
        .route(copy, get(records::own_copy))
        .route(feed, get(feeds::send))
        .route(prices_csv, get(prices::csv))
        .route(prices_xlsx, get(prices::xlsx))
        .route(attachment, get(attachments::send))
        .route(report, get(runs::report))
}
