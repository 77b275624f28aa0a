//! Requests through the whole router, as nobody or as a person.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode};
use backend::testing::World;
use domain::actor::Actor;
use server::config::Config;
use std::sync::atomic::{AtomicU64, Ordering};
use tower::ServiceExt;

/// The application over a test's store.
pub struct App {
    router: Router,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Where a redirect leads.
    pub location: String,
    /// Headers.
    pub headers: axum::http::HeaderMap,
    /// Body as text.
    pub text: String,
}

/// A browser with or without a session.
pub struct Browser<'a> {
    app: &'a App,
    cookie: Option<String>,
}

static KEYS: AtomicU64 = AtomicU64::new(1);

impl App {
    /// The application over a test's store.
    pub fn over(world: &World) -> Self {
        let config = Config {
            database_url: world.url.clone(),
            data: std::env::temp_dir(),
            keys: std::env::temp_dir(),
            address: "127.0.0.1:0".parse().unwrap(),
            url: "http://127.0.0.1".to_owned(),
            mail: None,
            limits: backend::documents::Limits::default(),
            development: true,
            trust_proxy: false,
        };
        Self {
            router: server::http::router(world.ctx.clone(), config),
        }
    }

    /// A browser in which nobody is signed in.
    pub fn nobody(&self) -> Browser<'_> {
        Browser {
            app: self,
            cookie: None,
        }
    }

    /// A browser in which somebody is signed in.
    pub async fn browser_of(&self, world: &World, actor: &Actor) -> Browser<'_> {
        Browser {
            app: self,
            cookie: Some(format!("__Host-perigee={}", world.session(actor).await)),
        }
    }
}

impl Browser<'_> {
    /// Reads a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    /// Sends a form to a page's own address, with a fresh key.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let key = format!("test-{}", KEYS.fetch_add(1, Ordering::Relaxed));
        let mut all = vec![("idempotency_key", key.as_str())];
        all.extend_from_slice(fields);
        self.post_as_is(path, &all).await
    }

    /// Sends a form with just these fields.
    pub async fn post_as_is(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_html_form::to_string(fields).unwrap();
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body));
        self.send(request.unwrap()).await
    }

    /// Sends any request.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        if let Some(cookie) = &self.cookie {
            request
                .headers_mut()
                .insert("cookie", cookie.parse().unwrap());
        }
        answer(self.app.router.clone().oneshot(request).await.unwrap()).await
    }
}

async fn answer(response: Response<Body>) -> Answer {
    let (parts, body) = response.into_parts();
    let location = parts
        .headers
        .get("location")
        .map(|value| value.to_str().unwrap().to_owned())
        .unwrap_or_default();
    let text = String::from_utf8_lossy(&to_bytes(body, 32 << 20).await.unwrap()).into_owned();
    Answer {
        status: parts.status,
        location,
        headers: parts.headers,
        text,
    }
}
