//! What nations pledge, pay and fund.
