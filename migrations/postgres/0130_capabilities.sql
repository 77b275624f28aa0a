-- What the force can use, kept apart from what a contract delivers and linked to it many-to-many. The whole record is in
-- the log; these tables hold what lists and other pages look for.
CREATE TABLE capability (
    id UUID PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL CHECK (origin IN ('perigee', 'demonstration')),
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    functional_area TEXT REFERENCES strategy_item (code),
    programme_code TEXT REFERENCES programme (code),
    need_id UUID REFERENCES need (id),
    owner TEXT NOT NULL,
    need_date DATE,
    open_lines BIGINT NOT NULL,
    open_reservations BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE capability_milestone (
    id UUID PRIMARY KEY,
    capability_id UUID NOT NULL REFERENCES capability (id),
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    need_date DATE,
    original_baseline DATE,
    current_baseline DATE,
    forecast DATE,
    actual DATE,
    override_rag TEXT
);

CREATE UNIQUE INDEX capability_milestone_once ON capability_milestone (capability_id, number);

CREATE TABLE capability_gate (
    capability_milestone_id UUID NOT NULL REFERENCES capability_milestone (id),
    milestone_id UUID NOT NULL REFERENCES milestone (id),
    PRIMARY KEY (capability_milestone_id, milestone_id)
);

CREATE INDEX capability_gate_milestone ON capability_gate (milestone_id);

CREATE TABLE capability_strategy (
    capability_id UUID NOT NULL REFERENCES capability (id),
    strategy_code TEXT NOT NULL REFERENCES strategy_item (code),
    PRIMARY KEY (capability_id, strategy_code)
);

CREATE INDEX capability_strategy_code ON capability_strategy (strategy_code);

CREATE TABLE capability_contract (
    capability_id UUID NOT NULL REFERENCES capability (id),
    contract_id UUID NOT NULL REFERENCES contract (id),
    PRIMARY KEY (capability_id, contract_id)
);

CREATE INDEX capability_contract_contract ON capability_contract (contract_id);
