//! Accounts: passwords, sessions, roles, and the first administrator.

mod keep;
mod mail;
mod password;
mod read;
mod session;
mod set_up;
mod sign_in;
mod step_up;
mod throttle;
mod zone;

pub use keep::{AccountInput, NewAccount, OneTimeLink, add, change, disable, reset_link};
pub(crate) use keep::{invite_account, link_for};
pub(crate) use mail::hand_over;
pub use mail::{choose_mail, mail_link};
pub use password::{Password, WeakPassword};
pub use read::{
    AccountRow, AccountSheet, Choices, SessionRow, accounts, choices, own_account,
    provider_by_reference, sheet,
};
#[cfg(feature = "testing")]
pub use session::session_for_test;
pub use session::{
    SESSION_ABSOLUTE, SESSION_IDLE, SignedIn, Token, actor_of, end_session, sign_out,
};
pub use set_up::{link_purpose, needs_first_administrator, open_first_administrator, use_link};
pub use sign_in::{SignIn, change_password, sign_in};
pub(crate) use throttle::slow_down;
pub use zone::choose_zone;

#[cfg(feature = "testing")]
pub(crate) use password::hash_for_test;
pub(crate) use step_up::{attempt, confirm, succeeded};
