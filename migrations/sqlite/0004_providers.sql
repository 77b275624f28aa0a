CREATE TABLE provider (
    id BLOB PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    nation_code TEXT,
    sme INTEGER NOT NULL CHECK (sme IN (0, 1)),
    website TEXT,
    description TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('perigee', 'demonstration', 'imported')),
    external_key TEXT UNIQUE,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE INDEX provider_folded_name ON provider (folded_name, id);
