//! A mail relay on loopback that keeps what it is given.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// The relay.
pub struct Sink {
    /// Its address, as the configuration has it.
    pub url: String,
    kept: Arc<Kept>,
}

#[derive(Default)]
struct Kept {
    letters: Mutex<Vec<String>>,
    refusals: Mutex<VecDeque<&'static str>>,
}

impl Sink {
    /// A relay that listens.
    pub async fn listening() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let kept = Arc::new(Kept::default());
        let shared = kept.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, shared.clone()));
            }
        });
        Self { url, kept }
    }

    /// Answers the next recipient with this line instead of taking it.
    pub fn refuse(&self, line: &'static str) {
        self.kept.refusals.lock().unwrap().push_back(line);
    }

    /// Every message that was taken, with its head, lines ending in `\n`.
    pub fn letters(&self) -> Vec<String> {
        self.kept.letters.lock().unwrap().clone()
    }
}

/// The relay's half of RFC 5321, as far as one message needs it.
async fn converse(stream: TcpStream, kept: Arc<Kept>) {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    writer.write_all(b"220 sink\r\n").await.unwrap();
    while let Ok(Some(line)) = lines.next_line().await {
        let word = line.split([' ', ':']).next().unwrap_or_default();
        let refusal = || kept.refusals.lock().unwrap().pop_front();
        let answer = match word {
            "RCPT" => refusal().unwrap_or("250 ok"),
            "DATA" => "354 go on",
            "QUIT" => return,
            _ => "250 ok",
        };
        writer
            .write_all(format!("{answer}\r\n").as_bytes())
            .await
            .unwrap();
        if word == "DATA" {
            let mut letter = String::new();
            while let Ok(Some(line)) = lines.next_line().await {
                if line == "." {
                    break;
                }
                letter.push_str(&format!("{line}\n"));
            }
            kept.letters.lock().unwrap().push(letter);
            writer.write_all(b"250 taken\r\n").await.unwrap();
        }
    }
}
