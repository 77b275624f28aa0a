//! What nations pledge, pay and fund. Over HTTP.
