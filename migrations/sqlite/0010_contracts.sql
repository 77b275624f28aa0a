-- Totals are kept beside the rows they sum, in the transaction that changes them, so that lists need no sums.
CREATE TABLE contract (
    id BLOB PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    solicitation_id BLOB REFERENCES solicitation (id),
    award_id BLOB REFERENCES award (id),
    provider_id BLOB REFERENCES provider (id),
    provider_name TEXT NOT NULL,
    programme_code TEXT REFERENCES programme (code),
    origin TEXT NOT NULL CHECK (origin IN ('perigee', 'demonstration', 'imported')),
    external_key TEXT NOT NULL,
    status TEXT NOT NULL,
    title TEXT NOT NULL,
    folded_title TEXT NOT NULL,
    vehicle TEXT NOT NULL,
    currency TEXT NOT NULL,
    ceiling_minor INTEGER NOT NULL,
    base_value_minor INTEGER NOT NULL,
    exercised_minor INTEGER NOT NULL,
    obligated_minor INTEGER NOT NULL,
    accepted_minor INTEGER NOT NULL,
    paid_minor INTEGER NOT NULL,
    guaranteed_minimum_minor INTEGER,
    min_order_minor INTEGER,
    max_order_minor INTEGER,
    signed_on TEXT,
    effective_on TEXT,
    starts_on TEXT,
    ends_on TEXT,
    ordering_ends_on TEXT,
    created_by BLOB,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX contract_once ON contract (solicitation_id, external_key);
CREATE INDEX contract_created ON contract (created_at, id);
CREATE INDEX contract_title ON contract (folded_title, id);
CREATE INDEX contract_provider ON contract (provider_id, id);
CREATE INDEX contract_ends ON contract (ends_on, id);
CREATE INDEX contract_ceiling ON contract (ceiling_minor, id);

CREATE TABLE contract_line (
    id BLOB PRIMARY KEY,
    contract_id BLOB NOT NULL REFERENCES contract (id),
    number TEXT NOT NULL,
    description TEXT NOT NULL,
    unit TEXT NOT NULL,
    quantity TEXT NOT NULL,
    unit_price_minor INTEGER NOT NULL,
    total_minor INTEGER NOT NULL,
    option_id BLOB,
    UNIQUE (contract_id, number)
) STRICT;

CREATE TABLE contract_option (
    id BLOB PRIMARY KEY,
    contract_id BLOB NOT NULL REFERENCES contract (id),
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    value_minor INTEGER NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    notice_by TEXT NOT NULL,
    status TEXT NOT NULL,
    modification_id BLOB,
    UNIQUE (contract_id, number)
) STRICT;

CREATE TABLE call_off_order (
    id BLOB PRIMARY KEY,
    contract_id BLOB NOT NULL REFERENCES contract (id),
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    status TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    issued_by BLOB,
    UNIQUE (contract_id, number)
) STRICT;

CREATE TABLE obligation (
    id BLOB PRIMARY KEY,
    contract_id BLOB NOT NULL REFERENCES contract (id),
    order_id BLOB REFERENCES call_off_order (id),
    amount_minor INTEGER NOT NULL,
    obligated_on TEXT NOT NULL,
    note TEXT NOT NULL,
    recorded_by BLOB
) STRICT;

CREATE INDEX obligation_contract ON obligation (contract_id);

CREATE TABLE modification (
    id BLOB PRIMARY KEY,
    contract_id BLOB NOT NULL REFERENCES contract (id),
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    title TEXT NOT NULL,
    reason TEXT NOT NULL,
    value_delta_minor INTEGER NOT NULL,
    ceiling_delta_minor INTEGER NOT NULL,
    ends_on_before TEXT,
    ends_on_after TEXT,
    in_scope INTEGER NOT NULL CHECK (in_scope IN (0, 1)),
    bilateral INTEGER NOT NULL CHECK (bilateral IN (0, 1)),
    cumulative_percent TEXT NOT NULL,
    executed_on TEXT,
    made_by BLOB,
    UNIQUE (contract_id, number)
) STRICT;

CREATE TABLE milestone (
    id BLOB PRIMARY KEY,
    contract_id BLOB NOT NULL REFERENCES contract (id),
    order_id BLOB REFERENCES call_off_order (id),
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    class TEXT NOT NULL,
    kind TEXT,
    criteria TEXT NOT NULL,
    value_minor INTEGER,
    status TEXT NOT NULL,
    original_baseline TEXT,
    current_baseline TEXT,
    forecast TEXT,
    actual TEXT,
    slip_days INTEGER,
    external_key TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX milestone_once ON milestone (contract_id, number);
CREATE INDEX milestone_due ON milestone (current_baseline, id);
CREATE INDEX milestone_slip ON milestone (slip_days, id);

CREATE TABLE milestone_date_change (
    id BLOB PRIMARY KEY,
    milestone_id BLOB NOT NULL REFERENCES milestone (id),
    which TEXT NOT NULL CHECK (which IN ('original_baseline', 'current_baseline', 'forecast', 'actual')),
    old_day TEXT,
    new_day TEXT,
    reason TEXT NOT NULL,
    cause TEXT,
    attributable_to TEXT,
    modification_id BLOB,
    changed_by BLOB,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX milestone_date_change_milestone ON milestone_date_change (milestone_id, changed_at);

CREATE TABLE milestone_evidence (
    id BLOB PRIMARY KEY,
    milestone_id BLOB NOT NULL REFERENCES milestone (id),
    statement TEXT NOT NULL,
    document_id BLOB REFERENCES document (id),
    submitted_by BLOB,
    submitted_at TEXT NOT NULL
) STRICT;

CREATE INDEX milestone_evidence_milestone ON milestone_evidence (milestone_id, submitted_at);

CREATE TABLE acceptance (
    id BLOB PRIMARY KEY,
    milestone_id BLOB NOT NULL REFERENCES milestone (id),
    accepted INTEGER NOT NULL CHECK (accepted IN (0, 1)),
    statement TEXT NOT NULL,
    delivered_on TEXT,
    decided_by BLOB,
    decided_at TEXT NOT NULL
) STRICT;

CREATE INDEX acceptance_milestone ON acceptance (milestone_id, decided_at);

CREATE TABLE payment (
    id BLOB PRIMARY KEY,
    contract_id BLOB NOT NULL REFERENCES contract (id),
    milestone_id BLOB REFERENCES milestone (id),
    amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    paid_on TEXT,
    note TEXT NOT NULL,
    external_key TEXT NOT NULL,
    recorded_by BLOB,
    recorded_at TEXT NOT NULL
) STRICT;

CREATE INDEX payment_contract ON payment (contract_id, paid_on);
