-- What every feature rests on: references, once-only requests, the audit log and its tree.

CREATE TABLE sequence (
    name TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE request (
    idempotency_key TEXT PRIMARY KEY,
    account_id UUID,
    body_hash BYTEA NOT NULL,
    outcome TEXT,
    made_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX request_made_at ON request (made_at);

-- One row for each thing that happened. `before` and `after` are canonical JSON text: the stream is the history.
CREATE TABLE event (
    id UUID PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    actor_kind TEXT NOT NULL CHECK (actor_kind IN ('person', 'system', 'nobody')),
    account_id UUID,
    actor_name TEXT NOT NULL,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id UUID NOT NULL,
    subject_reference TEXT NOT NULL,
    process_id UUID,
    summary TEXT NOT NULL,
    reason TEXT,
    before_text TEXT,
    after_text TEXT,
    hash BYTEA NOT NULL
);

CREATE INDEX event_subject ON event (subject_kind, subject_id, at, id);
CREATE INDEX event_process ON event (process_id, at, id);
CREATE INDEX event_at ON event (at, id);
CREATE INDEX event_account ON event (account_id, at);

-- The order in which committed events entered the Merkle tree (RFC 6962).
CREATE TABLE log_leaf (
    position BIGINT PRIMARY KEY,
    event_id UUID NOT NULL UNIQUE REFERENCES event (id),
    leaf_hash BYTEA NOT NULL
);

CREATE TABLE checkpoint (
    tree_size BIGINT PRIMARY KEY,
    root_hash BYTEA NOT NULL,
    peaks BYTEA NOT NULL,
    signed_at TIMESTAMPTZ NOT NULL,
    key_id TEXT NOT NULL,
    signature BYTEA NOT NULL
);

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL
);

-- Nobody edits history, not even by hand without leaving a trace in the schema.
CREATE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$;
CREATE TRIGGER event_no_change BEFORE UPDATE OR DELETE ON event
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER log_leaf_no_change BEFORE UPDATE OR DELETE ON log_leaf
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER log_leaf_no_truncate BEFORE TRUNCATE ON log_leaf
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER checkpoint_no_change BEFORE UPDATE OR DELETE ON checkpoint
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER checkpoint_no_truncate BEFORE TRUNCATE ON checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();
