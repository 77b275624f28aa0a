//! The program that is measured, in a process of its own.

use crate::http::Browser;
use crate::stage::Stage;
use crate::{Load, Trouble, say};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The running program.
#[derive(Clone)]
pub struct Program {
    child: Arc<Mutex<Child>>,
    peak: Arc<Mutex<u64>>,
    environment: Vec<(&'static str, String)>,
    browser: Browser,
}

impl Program {
    /// Starts it over the stage's store and waits until it answers.
    pub async fn start(load: &Load, stage: &Stage) -> Result<Self, Trouble> {
        let folder = stage.folder.path().display().to_string();
        let environment = vec![
            ("DATABASE_URL", stage.url.clone()),
            ("PERIGEE_DATA", folder),
            ("PERIGEE_ADDR", load.address.clone()),
            ("PERIGEE_LOG", "warn".to_owned()),
        ];
        let child = spawn(load, &environment)?;
        let program = Self {
            child: Arc::new(Mutex::new(child)),
            peak: Arc::new(Mutex::new(0)),
            environment,
            browser: stage.officer.clone(),
        };
        program.answers().await?;
        Ok(program)
    }

    async fn answers(&self) -> Result<(), Trouble> {
        for _ in 0..300 {
            if self.browser.get("/healthz").await.is_ok() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err("the program does not answer".into())
    }

    /// With `--kill`: kills the program when half of the time until closing is over, and starts it again.
    pub async fn killed_half_way(self, load: Load, closes_in: Duration) -> Result<(), Trouble> {
        if !load.kill {
            return Ok(());
        }
        tokio::time::sleep(closes_in / 2).await;
        self.note_peak();
        {
            let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
            child.kill()?;
            child.wait()?;
            *child = spawn(&load, &self.environment)?;
        }
        self.answers().await?;
        say("killed half way and started again");
        Ok(())
    }

    fn note_peak(&self) {
        let child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
        let mut peak = self.peak.lock().unwrap_or_else(PoisonError::into_inner);
        *peak = (*peak).max(kilobytes.unwrap_or(0));
    }

    /// The most memory that it had so far, in MB of 1,000,000 bytes.
    pub fn peak_megabytes(&self) -> u64 {
        self.note_peak();
        let peak = self.peak.lock().unwrap_or_else(PoisonError::into_inner);
        *peak * 1024 / 1_000_000
    }

    /// Ends it.
    pub fn stop(&self) {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = child.kill().and_then(|()| child.wait().map(drop)) {
            say(&format!("the program could not be ended: {error}"));
        }
    }
}

fn spawn(load: &Load, environment: &[(&'static str, String)]) -> Result<Child, Trouble> {
    let mut command = Command::new(&load.program);
    command.arg("serve").stdout(Stdio::null());
    command.envs(environment.iter().map(|(name, value)| (name, value)));
    Ok(command.spawn()?)
}
