CREATE TABLE solicitation (
    id UUID PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL CHECK (origin IN ('perigee', 'demonstration', 'imported')),
    ocid TEXT UNIQUE,
    source_id UUID REFERENCES import_source (id),
    status TEXT NOT NULL,
    title TEXT NOT NULL,
    folded_title TEXT NOT NULL,
    need TEXT NOT NULL,
    buyer_name TEXT NOT NULL,
    functional_area TEXT REFERENCES strategy_item (code),
    programme_code TEXT REFERENCES programme (code),
    method TEXT NOT NULL,
    method_reason TEXT,
    vehicle TEXT,
    commercial_service BOOLEAN NOT NULL,
    for_operations BOOLEAN NOT NULL,
    clearances_needed BOOLEAN NOT NULL,
    estimate_minor BIGINT,
    estimate_currency TEXT,
    scheme TEXT,
    lots TEXT NOT NULL,
    requirements TEXT NOT NULL,
    announced_on DATE,
    published_at TIMESTAMPTZ,
    questions_by TIMESTAMPTZ,
    closes_at TIMESTAMPTZ,
    zone TEXT NOT NULL,
    validity_days BIGINT,
    overrides TEXT NOT NULL,
    opened_at TIMESTAMPTZ,
    offer_count BIGINT NOT NULL,
    created_by UUID,
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL
);

CREATE INDEX solicitation_closes ON solicitation (closes_at, id);
CREATE INDEX solicitation_status ON solicitation (status, closes_at, id);
CREATE INDEX solicitation_created ON solicitation (created_at, id);
CREATE INDEX solicitation_title ON solicitation (folded_title, id);
CREATE INDEX solicitation_estimate ON solicitation (estimate_minor, id);

CREATE TABLE solicitation_strategy (
    solicitation_id UUID NOT NULL REFERENCES solicitation (id),
    strategy_code TEXT NOT NULL REFERENCES strategy_item (code),
    PRIMARY KEY (solicitation_id, strategy_code)
);

-- The key to which offers are sealed. The identity is itself sealed to the server's key, which is kept outside the store.
CREATE TABLE sealing_key (
    solicitation_id UUID PRIMARY KEY REFERENCES solicitation (id),
    recipient TEXT NOT NULL,
    sealed_identity BYTEA NOT NULL,
    made_at TIMESTAMPTZ NOT NULL
);

-- Described goods and services of imported records: what is asked, offered, awarded or contracted.
CREATE TABLE item (
    id UUID PRIMARY KEY,
    owner_kind TEXT NOT NULL CHECK (owner_kind IN ('solicitation', 'offer', 'award', 'contract')),
    owner_id UUID NOT NULL,
    position BIGINT NOT NULL,
    description TEXT NOT NULL,
    classification TEXT,
    unit TEXT,
    quantity TEXT,
    unit_price_minor BIGINT,
    currency TEXT
);

CREATE INDEX item_owner ON item (owner_kind, owner_id, position);
