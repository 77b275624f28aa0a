//! The one way in which a page is made: one load, then drawing; refusals get their real status.

use crate::request::{Rq, encoded};
use crate::ui::PageTitle;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use backend::Error;
use domain::policy::Refused;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::Title;

/// Loads what the page shows with one call and draws it; draws why not, with the right status, when it cannot.
pub fn page<T, Load, Loading, Draw>(load: Load, draw: Draw) -> impl IntoView
where
    T: Send + 'static,
    Load: FnOnce(Rq) -> Loading + Send + 'static,
    Loading: Future<Output = Result<T, Error>> + Send + 'static,
    Draw: FnOnce(Rq, T) -> AnyView + Send + 'static,
{
    let rq = Rq::current();
    view! {
        <Suspense>
            {Suspend::new(async move {
                match rq {
                    None => refusal(&Error::NotFound, "", ""),
                    Some(rq) => match load(rq.clone()).await {
                        Ok(found) => draw(rq, found),
                        Err(error) => refused(&rq, error),
                    },
                }
            })}
        </Suspense>
    }
}

fn refused(rq: &Rq, error: Error) -> AnyView {
    if matches!(error, Error::Refused(Refused::SignIn)) {
        send_to_sign_in(rq);
    } else {
        set_status(status_of(&error));
    }
    if status_of(&error).is_server_error() {
        tracing::error!(request = rq.id(), path = rq.path(), error = ?error, "a page failed");
    }
    refusal(&error, rq.id(), rq.path())
}

fn send_to_sign_in(rq: &Rq) {
    see_other(&sign_in_address(&rq.full_path()));
}

/// Answers a page with another address to go to, as a search for a reference does.
pub fn see_other(location: &str) {
    set_status(StatusCode::SEE_OTHER);
    if let Some(response) = use_context::<ResponseOptions>()
        && let Ok(location) = HeaderValue::from_str(location)
    {
        response.insert_header(LOCATION, location);
    }
}

/// The sign-in page that leads back to `path`.
#[must_use]
pub fn sign_in_address(path: &str) -> String {
    if path == "/" {
        "/sign-in".to_owned()
    } else {
        format!("/sign-in?next={}", encoded(path))
    }
}

fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// The status that tells a program what a person reads in the page.
#[must_use]
pub fn status_of(error: &Error) -> StatusCode {
    match error {
        Error::Refused(Refused::SignIn) => StatusCode::UNAUTHORIZED,
        Error::Refused(
            Refused::Role { .. } | Refused::SamePerson(_) | Refused::Membership { .. },
        ) => StatusCode::FORBIDDEN,
        Error::Refused(Refused::Hidden) | Error::NotFound => StatusCode::NOT_FOUND,
        Error::Invalid(_) | Error::KeyReused | Error::Credentials => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Error::NotNow(_) | Error::Stale(_) => StatusCode::CONFLICT,
        Error::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        Error::Db(backend::db::DbError::Busy(_)) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Db(_) | Error::Seal(_) | Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// What people read for an error: what happened, and what to do. Never SQL, never a stack.
#[must_use]
pub fn words_of(error: &Error, request: &str) -> (&'static str, String) {
    match error {
        Error::NotFound | Error::Refused(Refused::Hidden) => (
            "There is nothing at this address",
            "Check the address, or begin at the start page.".to_owned(),
        ),
        Error::Refused(Refused::SignIn) => (
            "Sign in to read this",
            "The page is for people with an account.".to_owned(),
        ),
        Error::Refused(refused) => ("This is not for your role", format!("{refused}.")),
        Error::Db(backend::db::DbError::Busy(_)) => (
            "The store is busy",
            "Nothing was changed. Try again in a moment.".to_owned(),
        ),
        Error::Db(_) | Error::Seal(_) | Error::Internal(_) => (
            "Something went wrong here",
            format!(
                "It is noted under request {request}. Nothing was changed. Try again, and tell your administrator if it stays."
            ),
        ),
        other => ("This cannot be done now", sentence(&format!("{other}."))),
    }
}

/// The same words beginning with a capital.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The record to which a page belongs: `/solicitations/SOL-2026-0002` of one of its pages; none for the record's own page.
fn record_of(path: &str) -> Option<&str> {
    let mut slashes = path.match_indices('/').map(|(place, _)| place);
    let end = slashes.nth(2)?;
    let record = path.get(..end)?;
    let reference = record.rsplit('/').next()?;
    let named = reference.contains('-') && reference.chars().any(|letter| letter.is_ascii_digit());
    named.then_some(record)
}

fn refusal(error: &Error, request: &str, path: &str) -> AnyView {
    let (title, text) = words_of(error, request);
    let record = record_of(path).filter(|_| matches!(error, Error::NotNow(_)));
    let back = record.map(str::to_owned).map(|href| {
        let reference = href.rsplit('/').next().unwrap_or_default().to_owned();
        view! { <p><a href=href>"Back to "{reference}</a></p> }
    });
    view! {
        <Title text=title/>
        <PageTitle title=title/>
        <p>{text}</p>
        {back}
        <p><a href="/">"Go to the start page"</a></p>
    }
    .into_any()
}

/// The page for addresses that no route has.
#[component]
pub fn NotFound() -> impl IntoView {
    set_status(StatusCode::NOT_FOUND);
    refusal(&Error::NotFound, "", "")
}

#[cfg(test)]
mod tests {
    use super::{record_of, sentence};

    #[test]
    fn a_page_of_a_record_leads_back_to_it() {
        let record = "/solicitations/SOL-2026-0002";
        assert_eq!(record_of(&format!("{record}/compare")), Some(record));
        assert_eq!(
            record_of(&format!("{record}/score/OFR-2026-1")),
            Some(record)
        );
        assert_eq!(record_of(record), None);
        assert_eq!(record_of("/contracts/readiness/new"), None);
        assert_eq!(record_of("/"), None);
    }

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(sentence("écrivez."), "Écrivez.");
        assert_eq!(sentence(""), "");
    }
}
