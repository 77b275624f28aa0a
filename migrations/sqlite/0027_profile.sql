-- The capability profile of a provider: its systems, each with typed values (`domain::parameters`) as canonical JSON.

CREATE TABLE provider_system (
    id BLOB PRIMARY KEY,
    provider_id BLOB NOT NULL REFERENCES provider (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    description TEXT,
    stated TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    ended_at TEXT,
    version INTEGER NOT NULL
) STRICT;

CREATE INDEX provider_system_provider ON provider_system (provider_id, folded_name);
