-- Registrations of provider organisations that have no account yet. Whoever has the secret of the address writes; of it only
-- the hash is kept.

CREATE TABLE registration (
    id UUID PRIMARY KEY,
    reference TEXT UNIQUE,
    secret_hash BYTEA NOT NULL UNIQUE,
    status TEXT NOT NULL,
    typed TEXT NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    reason TEXT,
    provider_id UUID REFERENCES provider (id),
    submitted_at TIMESTAMPTZ,
    decided_by UUID,
    decided_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL
);

CREATE INDEX registration_status ON registration (status, submitted_at, id);
