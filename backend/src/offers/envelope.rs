//! A draft on its way into the store and back.

use crate::Error;
use domain::offers::OfferContent;

/// 32 random bytes.
pub(super) fn salt() -> sealing::envelope::Salt {
    rand::random()
}

/// The text that is kept of a draft; never the same twice.
pub(super) fn closed(content: &OfferContent) -> Result<String, Error> {
    Ok(sealing::envelope::closed(content, &salt())?)
}

/// The content of such a text.
pub(super) fn opened(plain: &[u8]) -> Result<OfferContent, Error> {
    Ok(sealing::envelope::opened(plain)?)
}
