//! Forms whose files are kept while they come in, so that none is ever whole in memory.

use super::form::{Received, call, plain_file_name};
use super::session::Visitor;
use app::post::{Incoming, Keeping, Post};
use app::request::Rq;
use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart};
use axum::http::{Request, Response, StatusCode};
use axum::response::IntoResponse;
use backend::offers::{Sending, arriving};
use backend::{Call, Error, FieldError};

/// Reads a form. Each file is handed to `keep` while it comes; after one that was refused the others are still taken, and
/// after any other error what comes is read to its end, so that the browser shows the answer instead of a broken connection.
///
/// # Errors
/// The answer, when what comes is no form or breaks off.
pub(super) async fn read(
    request: Request<Body>,
    rq: &Rq,
    visitor: &Visitor,
    keep: fn(Post, Incoming) -> Keeping,
) -> Result<Received, Response<Body>> {
    let parts = Multipart::from_request(request, &()).await;
    let mut parts = parts.map_err(IntoResponse::into_response)?;
    let (mut received, mut number) = (Received::default(), 0);
    while let Some(part) = parts
        .next_field()
        .await
        .map_err(IntoResponse::into_response)?
    {
        let name = part.name().unwrap_or_default().to_owned();
        let Some(file) = part.file_name().map(plain_file_name) else {
            let text = part.text().await.map_err(IntoResponse::into_response)?;
            received.pairs.push((name, text));
            continue;
        };
        // A file field into which nothing was chosen is sent with an empty name.
        if file.is_empty() || is_over(&received) {
            drain(part).await?;
            continue;
        }
        number += 1;
        let post = post(rq, visitor, &received, number);
        match take(part, post, file, keep).await? {
            Ok(()) => received.kept += 1,
            Err(refused) => received.refused = Some(joined(received.refused, refused)),
        }
    }
    Ok(received)
}

/// Whether no more files are taken: the rules refuse, or the store does not answer.
fn is_over(received: &Received) -> bool {
    let refused = received.refused.as_ref();
    refused.is_some_and(|refused| !matches!(refused, Error::Invalid(_)))
}

/// What was wrong with earlier files is told together with what is wrong with this one.
fn joined(before: Option<Error>, now: Error) -> Error {
    match (before, now) {
        (Some(Error::Invalid(mut all)), Error::Invalid(more)) => {
            let known = |one: &FieldError| !all.contains(one);
            let more: Vec<_> = more.into_iter().filter(known).collect();
            all.extend(more);
            Error::Invalid(all)
        }
        (_, now) => now,
    }
}

/// The form as far as it has come. Each of its files has a key of its own, so that each is kept once.
fn post(rq: &Rq, visitor: &Visitor, received: &Received, number: usize) -> Post {
    let call = call(visitor, received);
    let key = call.key.clone().map(|key| format!("{key} file {number}"));
    Post {
        rq: rq.clone(),
        call: Call { key, ..call },
        pairs: received.pairs.clone(),
        files: Vec::new(),
        kept: received.kept,
        address: visitor.address.clone(),
        browser: visitor.browser.clone(),
    }
}

/// Hands a file over while it comes.
async fn take(
    part: Field<'_>,
    post: Post,
    name: String,
    keep: fn(Post, Incoming) -> Keeping,
) -> Result<Result<(), Error>, Response<Body>> {
    let (sending, content) = arriving();
    let keeping = keep(post, Incoming { name, content });
    let (sent, kept) = tokio::join!(send(part, sending), keeping);
    sent?;
    Ok(kept)
}

/// Sends what comes until nobody takes it any more, and reads the rest.
async fn send(mut part: Field<'_>, sending: Sending) -> Result<(), Response<Body>> {
    while let Some(piece) = next(&mut part).await? {
        if !sending.piece(&piece).await {
            return drain(part).await;
        }
    }
    sending.end().await;
    Ok(())
}

async fn drain(mut part: Field<'_>) -> Result<(), Response<Body>> {
    while next(&mut part).await?.is_some() {}
    Ok(())
}

async fn next(part: &mut Field<'_>) -> Result<Option<axum::body::Bytes>, Response<Body>> {
    let piece = tokio::time::timeout(super::guard::LONGEST_PAUSE, part.chunk()).await;
    match piece {
        Ok(piece) => piece.map_err(IntoResponse::into_response),
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT.into_response()),
    }
}
