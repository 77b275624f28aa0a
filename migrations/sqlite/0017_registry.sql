-- What a provider states of itself, what nations declare of it, and what lists exclude.

ALTER TABLE account ADD COLUMN provider_role TEXT CHECK (provider_role IN ('owner', 'member', 'reader'));

CREATE TABLE provider_identifier (
    provider_id BLOB NOT NULL REFERENCES provider (id),
    scheme TEXT NOT NULL,
    value TEXT NOT NULL,
    nation_code TEXT,
    recorded_by BLOB,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (provider_id, scheme)
) STRICT;

CREATE INDEX provider_identifier_value ON provider_identifier (scheme, value);

-- Never edited: a new statement has the next number.
CREATE TABLE ownership_statement (
    provider_id BLOB NOT NULL REFERENCES provider (id),
    number INTEGER NOT NULL,
    statement TEXT NOT NULL,
    made_by BLOB,
    made_at TEXT NOT NULL,
    PRIMARY KEY (provider_id, number)
) STRICT;

CREATE TABLE provider_certificate (
    id BLOB PRIMARY KEY,
    provider_id BLOB NOT NULL REFERENCES provider (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    issuer TEXT NOT NULL,
    number TEXT,
    expires_on TEXT,
    recorded_by BLOB,
    recorded_at TEXT NOT NULL,
    ended_at TEXT
) STRICT;

CREATE INDEX provider_certificate_provider ON provider_certificate (provider_id, expires_on);

-- An entry excludes one organisation or whoever comes from one nation. It is ended, never removed.
CREATE TABLE exclusion (
    id BLOB PRIMARY KEY,
    provider_id BLOB REFERENCES provider (id),
    nation_code TEXT,
    list_name TEXT NOT NULL,
    list_version TEXT NOT NULL,
    list_date TEXT NOT NULL,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT,
    recorded_by BLOB,
    recorded_at TEXT NOT NULL,
    ended_by BLOB,
    ended_at TEXT,
    end_reason TEXT,
    CHECK ((provider_id IS NULL) <> (nation_code IS NULL))
) STRICT;

CREATE INDEX exclusion_recorded ON exclusion (recorded_at, id);

CREATE TABLE eligibility_declaration (
    id BLOB PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    provider_id BLOB NOT NULL REFERENCES provider (id),
    nation_code TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('perigee', 'demonstration')),
    status TEXT NOT NULL,
    note TEXT,
    requested_by BLOB,
    requested_at TEXT NOT NULL,
    decided_by BLOB,
    decided_at TEXT,
    reason TEXT,
    clearance TEXT,
    expires_on TEXT,
    version INTEGER NOT NULL
) STRICT;

CREATE INDEX eligibility_declaration_case ON eligibility_declaration (solicitation_id, provider_id, requested_at);
CREATE INDEX eligibility_declaration_nation ON eligibility_declaration (nation_code, status, requested_at);
CREATE INDEX eligibility_declaration_provider ON eligibility_declaration (provider_id, requested_at);

-- What an officer decided for one solicitation, beside what follows from the rules.
CREATE TABLE solicitation_eligibility (
    solicitation_id BLOB PRIMARY KEY REFERENCES solicitation (id),
    declaration_needed INTEGER CHECK (declaration_needed IN (0, 1)),
    declaration_reason TEXT,
    declaration_set_on TEXT,
    exception TEXT,
    version INTEGER NOT NULL
) STRICT;
