//! Finding a record by words or reference. Over HTTP.
