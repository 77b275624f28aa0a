CREATE TABLE solicitation (
    id BLOB PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL CHECK (origin IN ('perigee', 'demonstration', 'imported')),
    ocid TEXT UNIQUE,
    source_id BLOB REFERENCES import_source (id),
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
    commercial_service INTEGER NOT NULL CHECK (commercial_service IN (0, 1)),
    for_operations INTEGER NOT NULL CHECK (for_operations IN (0, 1)),
    clearances_needed INTEGER NOT NULL CHECK (clearances_needed IN (0, 1)),
    estimate_minor INTEGER,
    estimate_currency TEXT,
    scheme TEXT,
    lots TEXT NOT NULL,
    requirements TEXT NOT NULL,
    announced_on TEXT,
    published_at TEXT,
    questions_by TEXT,
    closes_at TEXT,
    zone TEXT NOT NULL,
    validity_days INTEGER,
    overrides TEXT NOT NULL,
    opened_at TEXT,
    offer_count INTEGER NOT NULL,
    created_by BLOB,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE INDEX solicitation_closes ON solicitation (closes_at, id);
CREATE INDEX solicitation_status ON solicitation (status, closes_at, id);
CREATE INDEX solicitation_created ON solicitation (created_at, id);
CREATE INDEX solicitation_title ON solicitation (folded_title, id);
CREATE INDEX solicitation_estimate ON solicitation (estimate_minor, id);

CREATE TABLE solicitation_strategy (
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    strategy_code TEXT NOT NULL REFERENCES strategy_item (code),
    PRIMARY KEY (solicitation_id, strategy_code)
) STRICT;

-- The key to which offers are sealed. The identity is itself sealed to the server's key, which is kept outside the store.
CREATE TABLE sealing_key (
    solicitation_id BLOB PRIMARY KEY REFERENCES solicitation (id),
    recipient TEXT NOT NULL,
    sealed_identity BLOB NOT NULL,
    made_at TEXT NOT NULL
) STRICT;

-- Described goods and services of imported records: what is asked, offered, awarded or contracted.
CREATE TABLE item (
    id BLOB PRIMARY KEY,
    owner_kind TEXT NOT NULL CHECK (owner_kind IN ('solicitation', 'offer', 'award', 'contract')),
    owner_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    description TEXT NOT NULL,
    classification TEXT,
    unit TEXT,
    quantity TEXT,
    unit_price_minor INTEGER,
    currency TEXT
) STRICT;

CREATE INDEX item_owner ON item (owner_kind, owner_id, position);
