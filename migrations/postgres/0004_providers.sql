CREATE TABLE provider (
    id UUID PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    nation_code TEXT,
    sme BOOLEAN NOT NULL,
    website TEXT,
    description TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('perigee', 'demonstration', 'imported')),
    external_key TEXT UNIQUE,
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL
);

CREATE INDEX provider_folded_name ON provider (folded_name, id);
