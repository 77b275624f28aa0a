//! The little of HTTP that a browser does here: a request on a connection of its own, and the whole answer.

use crate::Trouble;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// An answer.
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Where it leads.
    pub location: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Whether the server asks to come again.
    pub const fn is_busy(&self) -> bool {
        matches!(self.status, 408 | 500..)
    }
}

/// A browser of somebody's.
#[derive(Clone)]
pub struct Browser {
    /// Where the server listens.
    pub address: String,
    /// The token of the session.
    pub session: String,
}

impl Browser {
    /// Reads a page or a file.
    pub async fn get(&self, path: &str) -> Result<Answer, Trouble> {
        self.send(&format!("GET {path}"), "", &[]).await
    }

    /// Sends a form to a page.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Result<Answer, Trouble> {
        let body = serde_html_form::to_string(fields)?;
        let kind = "application/x-www-form-urlencoded";
        self.send(&format!("POST {path}"), kind, &[body.as_bytes()])
            .await
    }

    /// Sends a form with a file to a page.
    pub async fn upload(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        (name, content): (&str, &[u8]),
    ) -> Result<Answer, Trouble> {
        let part =
            |name: &str| format!("--perigee\r\ncontent-disposition: form-data; name=\"{name}\"");
        let mut head = String::new();
        for (field, value) in fields {
            head.push_str(&format!("{}\r\n\r\n{value}\r\n", part(field)));
        }
        head.push_str(&format!("{}; filename=\"{name}\"\r\n\r\n", part("file")));
        let kind = "multipart/form-data; boundary=perigee";
        let body = [head.as_bytes(), content, b"\r\n--perigee--\r\n"];
        self.send(&format!("POST {path}"), kind, &body).await
    }

    async fn send(&self, what: &str, kind: &str, body: &[&[u8]]) -> Result<Answer, Trouble> {
        let (address, session) = (&self.address, &self.session);
        let length: usize = body.iter().map(|part| part.len()).sum();
        let kind = if kind.is_empty() {
            String::new()
        } else {
            format!("content-type: {kind}\r\n")
        };
        let head = format!(
            "{what} HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\ncookie: __Host-perigee={session}\r\n\
             {kind}content-length: {length}\r\nconnection: close\r\n\r\n"
        );
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(head.as_bytes()).await?;
        for part in body {
            stream.write_all(part).await?;
        }
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        read(&answer)
    }
}

fn read(answer: &[u8]) -> Result<Answer, Trouble> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.ok_or("the answer broke off")?;
    let head = std::str::from_utf8(&answer[..end])?;
    let field = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    };
    let mut body = answer[end + 4..].to_vec();
    if field("transfer-encoding") == Some("chunked") {
        body = joined(&body)?;
    } else if field("content-length").is_some_and(|length| length != body.len().to_string()) {
        return Err("the answer broke off".into());
    }
    Ok(Answer {
        status: head.split(' ').nth(1).unwrap_or_default().parse()?,
        location: field("location").unwrap_or_default().to_owned(),
        body,
    })
}

/// A body that was sent in chunks.
fn joined(mut chunks: &[u8]) -> Result<Vec<u8>, Trouble> {
    let mut body = Vec::new();
    loop {
        let line = chunks
            .windows(2)
            .position(|two| two == b"\r\n")
            .ok_or("the answer broke off")?;
        let length = usize::from_str_radix(std::str::from_utf8(&chunks[..line])?, 16)?;
        if length == 0 {
            return Ok(body);
        }
        let begin = line + 2;
        body.extend(
            chunks
                .get(begin..begin + length)
                .ok_or("the answer broke off")?,
        );
        chunks = chunks
            .get(begin + length + 2..)
            .ok_or("the answer broke off")?;
    }
}
