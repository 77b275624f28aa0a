-- What the force can use, kept apart from what a contract delivers and linked to it many-to-many. The whole record is in
-- the log; these tables hold what lists and other pages look for.
CREATE TABLE capability (
    id BLOB PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL CHECK (origin IN ('perigee', 'demonstration')),
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    functional_area TEXT REFERENCES strategy_item (code),
    programme_code TEXT REFERENCES programme (code),
    need_id BLOB REFERENCES need (id),
    owner TEXT NOT NULL,
    need_date TEXT,
    open_lines INTEGER NOT NULL,
    open_reservations INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE capability_milestone (
    id BLOB PRIMARY KEY,
    capability_id BLOB NOT NULL REFERENCES capability (id),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    need_date TEXT,
    original_baseline TEXT,
    current_baseline TEXT,
    forecast TEXT,
    actual TEXT,
    override_rag TEXT
) STRICT;

CREATE UNIQUE INDEX capability_milestone_once ON capability_milestone (capability_id, number);

CREATE TABLE capability_gate (
    capability_milestone_id BLOB NOT NULL REFERENCES capability_milestone (id),
    milestone_id BLOB NOT NULL REFERENCES milestone (id),
    PRIMARY KEY (capability_milestone_id, milestone_id)
) STRICT;

CREATE INDEX capability_gate_milestone ON capability_gate (milestone_id);

CREATE TABLE capability_strategy (
    capability_id BLOB NOT NULL REFERENCES capability (id),
    strategy_code TEXT NOT NULL REFERENCES strategy_item (code),
    PRIMARY KEY (capability_id, strategy_code)
) STRICT;

CREATE INDEX capability_strategy_code ON capability_strategy (strategy_code);

CREATE TABLE capability_contract (
    capability_id BLOB NOT NULL REFERENCES capability (id),
    contract_id BLOB NOT NULL REFERENCES contract (id),
    PRIMARY KEY (capability_id, contract_id)
) STRICT;

CREATE INDEX capability_contract_contract ON capability_contract (contract_id);
