-- Registrations of provider organisations that have no account yet. Whoever has the secret of the address writes; of it only
-- the hash is kept.

CREATE TABLE registration (
    id BLOB PRIMARY KEY,
    reference TEXT UNIQUE,
    secret_hash BLOB NOT NULL UNIQUE,
    status TEXT NOT NULL,
    typed TEXT NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    reason TEXT,
    provider_id BLOB REFERENCES provider (id),
    submitted_at TEXT,
    decided_by BLOB,
    decided_at TEXT,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE INDEX registration_status ON registration (status, submitted_at, id);
