//! The content of a file while it comes in.

use tokio::sync::mpsc;

/// The most bytes of one piece.
const PIECE: usize = 64 * 1024;

/// A content that comes piece by piece. Who sends is held up while nobody takes.
#[derive(Debug)]
pub struct Arriving(mpsc::Receiver<Option<Vec<u8>>>);

/// Where the pieces are put in.
#[derive(Debug)]
pub struct Sending(mpsc::Sender<Option<Vec<u8>>>);

/// The two ends of a content.
#[must_use]
pub fn arriving() -> (Sending, Arriving) {
    let (send, receive) = mpsc::channel(1);
    (Sending(send), Arriving(receive))
}

/// The content broke off before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BrokenOff;

impl Sending {
    /// Sends the next bytes; answers whether anybody still takes them.
    pub async fn piece(&self, bytes: &[u8]) -> bool {
        for piece in bytes.chunks(PIECE) {
            if self.0.send(Some(piece.to_vec())).await.is_err() {
                return false;
            }
        }
        true
    }

    /// Says that everything was sent. Without it the content counts as broken off.
    pub async fn end(self) {
        // Nobody takes it any more: there is nothing left to say.
        let _ = self.0.send(None).await;
    }
}

impl Arriving {
    /// The next piece; none at the end.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<u8>>, BrokenOff> {
        self.0.recv().await.ok_or(BrokenOff)
    }
}
