-- What every feature rests on: references, once-only requests, the audit log and its tree.

CREATE TABLE sequence (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;

CREATE TABLE request (
    idempotency_key TEXT PRIMARY KEY,
    account_id BLOB,
    body_hash BLOB NOT NULL,
    outcome TEXT,
    made_at TEXT NOT NULL
) STRICT;

CREATE INDEX request_made_at ON request (made_at);

-- One row for each thing that happened. `before` and `after` are canonical JSON text: the stream is the history.
CREATE TABLE event (
    id BLOB PRIMARY KEY,
    at TEXT NOT NULL,
    actor_kind TEXT NOT NULL CHECK (actor_kind IN ('person', 'system', 'nobody')),
    account_id BLOB,
    actor_name TEXT NOT NULL,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    subject_reference TEXT NOT NULL,
    process_id BLOB,
    summary TEXT NOT NULL,
    reason TEXT,
    before_text TEXT,
    after_text TEXT,
    hash BLOB NOT NULL
) STRICT;

CREATE INDEX event_subject ON event (subject_kind, subject_id, at, id);
CREATE INDEX event_process ON event (process_id, at, id);
CREATE INDEX event_at ON event (at, id);
CREATE INDEX event_account ON event (account_id, at);

-- The order in which committed events entered the Merkle tree (RFC 6962).
CREATE TABLE log_leaf (
    position INTEGER PRIMARY KEY,
    event_id BLOB NOT NULL UNIQUE REFERENCES event (id),
    leaf_hash BLOB NOT NULL
) STRICT;

CREATE TABLE checkpoint (
    tree_size INTEGER PRIMARY KEY,
    root_hash BLOB NOT NULL,
    peaks BLOB NOT NULL,
    signed_at TEXT NOT NULL,
    key_id TEXT NOT NULL,
    signature BLOB NOT NULL
) STRICT;

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

-- Nobody edits history, not even by hand without leaving a trace in the schema.
CREATE TRIGGER event_no_update BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_leaf_no_update BEFORE UPDATE ON log_leaf
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_leaf_no_delete BEFORE DELETE ON log_leaf
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
