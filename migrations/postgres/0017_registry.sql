-- What a provider states of itself, what nations declare of it, and what lists exclude.

ALTER TABLE account ADD COLUMN provider_role TEXT CHECK (provider_role IN ('owner', 'member', 'reader'));

CREATE TABLE provider_identifier (
    provider_id UUID NOT NULL REFERENCES provider (id),
    scheme TEXT NOT NULL,
    value TEXT NOT NULL,
    nation_code TEXT,
    recorded_by UUID,
    recorded_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (provider_id, scheme)
);

CREATE INDEX provider_identifier_value ON provider_identifier (scheme, value);

-- Never edited: a new statement has the next number.
CREATE TABLE ownership_statement (
    provider_id UUID NOT NULL REFERENCES provider (id),
    number BIGINT NOT NULL,
    statement TEXT NOT NULL,
    made_by UUID,
    made_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (provider_id, number)
);

CREATE TABLE provider_certificate (
    id UUID PRIMARY KEY,
    provider_id UUID NOT NULL REFERENCES provider (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    issuer TEXT NOT NULL,
    number TEXT,
    expires_on DATE,
    recorded_by UUID,
    recorded_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ
);

CREATE INDEX provider_certificate_provider ON provider_certificate (provider_id, expires_on);

-- An entry excludes one organisation or whoever comes from one nation. It is ended, never removed.
CREATE TABLE exclusion (
    id UUID PRIMARY KEY,
    provider_id UUID REFERENCES provider (id),
    nation_code TEXT,
    list_name TEXT NOT NULL,
    list_version TEXT NOT NULL,
    list_date DATE NOT NULL,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE,
    recorded_by UUID,
    recorded_at TIMESTAMPTZ NOT NULL,
    ended_by UUID,
    ended_at TIMESTAMPTZ,
    end_reason TEXT,
    CHECK ((provider_id IS NULL) <> (nation_code IS NULL))
);

CREATE INDEX exclusion_recorded ON exclusion (recorded_at, id);

CREATE TABLE eligibility_declaration (
    id UUID PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    solicitation_id UUID NOT NULL REFERENCES solicitation (id),
    provider_id UUID NOT NULL REFERENCES provider (id),
    nation_code TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('perigee', 'demonstration')),
    status TEXT NOT NULL,
    note TEXT,
    requested_by UUID,
    requested_at TIMESTAMPTZ NOT NULL,
    decided_by UUID,
    decided_at TIMESTAMPTZ,
    reason TEXT,
    clearance TEXT,
    expires_on DATE,
    version BIGINT NOT NULL
);

CREATE INDEX eligibility_declaration_case ON eligibility_declaration (solicitation_id, provider_id, requested_at);
CREATE INDEX eligibility_declaration_nation ON eligibility_declaration (nation_code, status, requested_at);
CREATE INDEX eligibility_declaration_provider ON eligibility_declaration (provider_id, requested_at);

-- What an officer decided for one solicitation, beside what follows from the rules.
CREATE TABLE solicitation_eligibility (
    solicitation_id UUID PRIMARY KEY REFERENCES solicitation (id),
    declaration_needed BOOLEAN,
    declaration_reason TEXT,
    declaration_set_on DATE,
    exception TEXT,
    version BIGINT NOT NULL
);
