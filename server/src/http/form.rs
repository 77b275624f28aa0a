//! Receiving a form: the page's own handler runs, and the answer is where to go, or the same page with what was typed.

use super::form_files;
use super::page::{Again, incoming, params, render};
use super::session::{Visitor, apply};
use super::{LARGEST_BODY, State};
use app::page::{sign_in_address, status_of, words_of};
use app::post::{Go, Post, PostRoute, SHOWN, Upload};
use app::request::Conflict;
use app::ui::FormState;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Multipart, State as AxumState};
use axum::http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, Request, Response, StatusCode, Uri};
use axum::response::IntoResponse;
use backend::{Call, Error};
use domain::canonical;
use domain::policy::Refused;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// What a form held.
#[derive(Default)]
pub(super) struct Received {
    pub pairs: Vec<(String, String)>,
    pub files: Vec<Upload>,
    /// How many files were kept while they came in.
    pub kept: usize,
    /// Why one was not.
    pub refused: Option<Error>,
}

/// Answers a POST to a page's own address.
pub async fn receive(
    AxumState(state): AxumState<State>,
    route: PostRoute,
    request: Request<Body>,
) -> Response<Body> {
    let (mut parts, body) = request.into_parts();
    let Some(visitor) = parts.extensions.get::<Visitor>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let params = params(&mut parts).await;
    let uri = parts.uri.clone();
    let rq = incoming(&state, &visitor, &uri, params.clone(), Again::default());
    let request = Request::from_parts(parts, body);
    let received = match route.keep {
        Some(keep) if is_multipart(&request) => {
            form_files::read(request, &rq, &visitor, keep).await
        }
        _ => read(request).await,
    };
    let received = match received {
        Ok(received) => received,
        Err(refusal) => return refusal,
    };
    let post = Post {
        call: call(&visitor, &received),
        rq,
        pairs: received.pairs.clone(),
        files: received.files,
        kept: received.kept,
        address: visitor.address.clone(),
        browser: visitor.browser.clone(),
    };
    let done = match received.refused {
        Some(refused) => Err(refused),
        None => (route.run)(post).await,
    };
    Asked {
        state,
        visitor,
        params,
        uri,
    }
    .answer(done, received.pairs)
    .await
}

/// Where the form was sent, and by whom.
struct Asked {
    state: State,
    visitor: Visitor,
    params: HashMap<String, String>,
    uri: Uri,
}

impl Asked {
    /// Where to go next, or the page once more.
    async fn answer(self, done: Result<Go, Error>, pairs: Vec<(String, String)>) -> Response<Body> {
        match done {
            Ok(Go {
                shown: Some(shown), ..
            }) => {
                let form = FormState::default().with_value(SHOWN, shown);
                self.once_more(form).await
            }
            Ok(Go {
                again: true, typed, ..
            }) => {
                let form = FormState::from_pairs(kept(typed.unwrap_or(pairs)));
                self.once_more(form).await
            }
            Ok(go) => see_other(&go),
            Err(Error::Refused(Refused::SignIn)) => {
                see_other(&Go::to(sign_in_address(self.uri.path())))
            }
            Err(error) => self.refused(&error, pairs).await,
        }
    }

    async fn once_more(self, form: FormState) -> Response<Body> {
        let again = Again {
            form: Some(form),
            conflict: None,
        };
        let rq = incoming(&self.state, &self.visitor, &self.uri, self.params, again);
        render(rq, &self.uri, None).await
    }

    async fn refused(self, error: &Error, pairs: Vec<(String, String)>) -> Response<Body> {
        log(error, &self.visitor, &self.uri);
        let again = again(error, pairs, &self.visitor.request_id);
        let rq = incoming(&self.state, &self.visitor, &self.uri, self.params, again);
        let mut response = render(rq, &self.uri, Some(status_of(error))).await;
        if let Error::TooMany(seconds) = error {
            let headers = response.headers_mut();
            headers.insert(RETRY_AFTER, HeaderValue::from(*seconds));
        }
        response
    }
}

fn see_other(go: &Go) -> Response<Body> {
    let mut response = StatusCode::SEE_OTHER.into_response();
    match HeaderValue::from_str(&go.location) {
        Ok(location) => response.headers_mut().insert(LOCATION, location),
        Err(_) => response
            .headers_mut()
            .insert(LOCATION, HeaderValue::from_static("/")),
    };
    apply(&go.session, &mut response);
    response
}

/// The call with the form's key, and the hash of everything that was sent with it.
pub(super) fn call(visitor: &Visitor, received: &Received) -> Call {
    let key = received
        .pairs
        .iter()
        .find(|(name, value)| name == "idempotency_key" && !value.is_empty());
    let files: Vec<_> = received
        .files
        .iter()
        .map(|file| {
            let hash = Sha256::digest(&file.bytes).to_vec();
            (&file.field, &file.file_name, hash)
        })
        .collect();
    let body = canonical::text(&(&received.pairs, files)).unwrap_or_default();
    match key {
        Some((_, key)) => Call::with_key(visitor.actor.clone(), key.clone(), body.as_bytes()),
        None => Call::by(visitor.actor.clone()),
    }
}

/// What may be written back into a page.
fn kept(pairs: Vec<(String, String)>) -> impl Iterator<Item = (String, String)> {
    pairs
        .into_iter()
        .filter(|(name, _)| !name.contains("password") && !name.contains("passphrase"))
        .filter(|(name, _)| name != "idempotency_key")
}

/// What the page is shown with again: everything that was typed but passwords, and what is wrong with it.
fn again(error: &Error, pairs: Vec<(String, String)>, request: &str) -> Again {
    let form = FormState::from_pairs(kept(pairs));
    match error {
        Error::Invalid(fields) => {
            let form = fields.iter().fold(form, |form, error| {
                form.with_error(&error.field, &error.message)
            });
            Again {
                form: Some(form),
                conflict: None,
            }
        }
        Error::Stale(stale) => {
            let words = "Somebody changed this while you were writing. What you wrote is below; what is recorded now stands beside it. \
                         Send again to record yours.";
            let form = form
                .with_value("version", stale.version.to_string())
                .with_summary(words);
            let conflict = Conflict {
                version: stale.version,
                recorded: stale.recorded.clone(),
            };
            Again {
                form: Some(form),
                conflict: Some(conflict),
            }
        }
        other => {
            let (title, text) = words_of(other, request);
            let words = match other {
                Error::NotNow(text) => text.clone(),
                Error::Credentials => "E-mail and password do not fit together. Try again, or ask your administrator for a link.".to_owned(),
                Error::TooMany(seconds) => format!("Too many tries. Wait {seconds} seconds and try again."),
                Error::KeyReused => "This form was sent before with other answers. Look whether it was recorded, then send again.".to_owned(),
                _ => format!("{title}. {text}"),
            };
            Again {
                form: Some(form.with_summary(words)),
                conflict: None,
            }
        }
    }
}

fn log(error: &Error, visitor: &Visitor, uri: &Uri) {
    if status_of(error).is_server_error() {
        tracing::error!(request = visitor.request_id, path = uri.path(), error = ?error, "a form failed");
    }
}

fn content_type(request: &Request<Body>) -> &str {
    let value = request.headers().get(CONTENT_TYPE);
    let value = value.and_then(|value| value.to_str().ok());
    value.unwrap_or_default()
}

fn is_multipart(request: &Request<Body>) -> bool {
    content_type(request).starts_with("multipart/form-data")
}

async fn read(request: Request<Body>) -> Result<Received, Response<Body>> {
    if is_multipart(&request) {
        read_multipart(request)
            .await
            .map_err(|reason| (StatusCode::BAD_REQUEST, reason).into_response())
    } else if content_type(&request).starts_with("application/x-www-form-urlencoded") {
        let body = to_bytes(request.into_body(), LARGEST_BODY)
            .await
            .map_err(|_| StatusCode::PAYLOAD_TOO_LARGE.into_response())?;
        let pairs = serde_html_form::from_bytes(&body)
            .map_err(|_| StatusCode::BAD_REQUEST.into_response())?;
        Ok(Received {
            pairs,
            ..Received::default()
        })
    } else {
        Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response())
    }
}

async fn read_multipart(request: Request<Body>) -> Result<Received, String> {
    let mut received = Received::default();
    let mut parts = Multipart::from_request(request, &())
        .await
        .map_err(|error| error.body_text())?;
    while let Some(part) = parts
        .next_field()
        .await
        .map_err(|error| error.body_text())?
    {
        let name = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(plain_file_name) {
            Some(file_name) => {
                let bytes = part
                    .bytes()
                    .await
                    .map_err(|error| error.body_text())?
                    .to_vec();
                if !bytes.is_empty() {
                    received.files.push(Upload {
                        field: name,
                        file_name,
                        bytes,
                    });
                }
            }
            None => received
                .pairs
                .push((name, part.text().await.map_err(|error| error.body_text())?)),
        }
    }
    Ok(received)
}

/// The last part of a path, without control characters and without those that turn the direction of writing, by which the
/// end of a name can be made to look like another one.
pub(super) fn plain_file_name(name: &str) -> String {
    name.rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .take(200)
        .collect()
}
