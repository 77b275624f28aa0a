CREATE TABLE account (
    id BLOB PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT,
    provider_id BLOB,
    nation_code TEXT,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE account_role (
    account_id BLOB NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    PRIMARY KEY (account_id, role)
) STRICT;

-- Only the SHA-256 of a session's token is kept.
CREATE TABLE session (
    id BLOB PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    account_id BLOB NOT NULL REFERENCES account (id),
    started_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    ended_at TEXT,
    browser TEXT NOT NULL,
    address TEXT NOT NULL
) STRICT;

CREATE INDEX session_account ON session (account_id, ended_at);

-- Failures to sign in, per account and address and per address, by the hash of what they concern.
CREATE TABLE throttle (
    subject BLOB PRIMARY KEY,
    failures INTEGER NOT NULL,
    blocked_until TEXT NOT NULL,
    last_failed_at TEXT NOT NULL
) STRICT;

-- One-time links: the first administrator's, and those with which a person sets a password.
CREATE TABLE one_time_link (
    token_hash BLOB PRIMARY KEY,
    purpose TEXT NOT NULL CHECK (purpose IN ('first_administrator', 'set_password')),
    account_id BLOB REFERENCES account (id),
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
) STRICT;
