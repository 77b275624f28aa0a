//! `perigee serve`

use super::{Failure, print, say};
use crate::config::Config;
use crate::{http, jobs};
use axum::serve::ListenerExt;
use backend::{Ctx, accounts};
use clap::Args;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

/// How long running requests may still take after a signal to stop.
const GRACE: Duration = Duration::from_secs(20);

/// Serves the application.
#[derive(Debug, Args)]
pub struct Serve {
    /// Refuse to start on an old schema instead of migrating it
    #[arg(long)]
    no_migrate: bool,
}

impl Serve {
    /// Serves until SIGINT or SIGTERM.
    ///
    /// # Errors
    /// When the environment does not allow it, in one line.
    pub async fn run(self) -> Result<(), Failure> {
        let config = Config::from_environment()?;
        start_log();
        let ctx = config.open(!self.no_migrate).await?;
        let listener = TcpListener::bind(config.address).await.map_err(|error| {
            Failure::Environment(format!("cannot listen on {}: {error}", config.address))
        })?;
        welcome(&ctx, &config).await?;
        let (stop, stopping) = watch::channel(false);
        let committer = tokio::spawn(jobs::commit_offers(ctx.clone(), stopping.clone()));
        let forgetting = tokio::spawn(jobs::forget_lapsed_shares(ctx.clone(), stopping.clone()));
        let mailing = tokio::spawn(jobs::send_mail(
            ctx.clone(),
            config.mail.clone(),
            stopping.clone(),
        ));
        let reminding = tokio::spawn(jobs::remind(ctx.clone(), stopping.clone()));
        let sweeper = tokio::spawn(jobs::sweep_files(ctx.clone(), stopping.clone()));
        let sealer = tokio::spawn(jobs::seal_log(ctx.clone(), stopping));
        answer(listener, http::router(ctx.clone(), config)).await?;
        // The receivers live as long as the jobs; if those ended early, there is nothing left to stop.
        let _ = stop.send(true);
        for job in [committer, forgetting, mailing, reminding, sweeper, sealer] {
            if let Err(error) = job.await {
                tracing::error!(error = ?error, "a background job ended badly");
            }
        }
        ctx.db().close().await;
        Ok(())
    }
}

async fn welcome(ctx: &Ctx, config: &Config) -> Result<(), Failure> {
    if accounts::needs_first_administrator(ctx).await? {
        let link = accounts::open_first_administrator(ctx).await?;
        say(
            "Nobody can administrate yet. This address makes the first administrator; it works once, for 48 hours:",
        );
        print(&format!("{}/link/{}", config.url, link.secret));
    }
    print(&format!("Perigee serves on {}", config.url));
    Ok(())
}

async fn answer(listener: TcpListener, router: axum::Router) -> Result<(), Failure> {
    let listener = listener.tap_io(|stream| {
        // Without it a streamed page waits 40 ms for the acknowledgement of its first packet.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY could not be set");
        }
    });
    let (begun, draining) = tokio::sync::oneshot::channel();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        signal().await;
        let _ = begun.send(());
    });
    let late = async {
        match draining.await {
            Ok(()) => tokio::time::sleep(GRACE).await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        served = serving.into_future() => served.map_err(|error| Failure::Environment(error.to_string())),
        () = late => Ok(()),
    }
}

async fn signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
        if let Ok(mut terminate) = terminate {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}

fn start_log() {
    let filter =
        EnvFilter::try_from_env("PERIGEE_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let json = std::env::var("PERIGEE_LOG_FORMAT").is_ok_and(|format| format == "json");
    // A second start in one process (tests) keeps the first log.
    let _ = if json {
        builder.json().try_init()
    } else {
        builder.try_init()
    };
}
