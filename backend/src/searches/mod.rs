//! Saved searches: a list of solicitations that a person comes back to, with a feed for other programs.

mod feed;
mod keep;
mod matches;

pub use feed::{Feed, FeedEntry, feed};
pub use keep::{MOST_SEARCHES, SavedSearch, close_feed, forget, mail, mine, open_feed, save, see};
pub(crate) use matches::{Match, matches};
