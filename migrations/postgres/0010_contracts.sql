-- Totals are kept beside the rows they sum, in the transaction that changes them, so that lists need no sums.
CREATE TABLE contract (
    id UUID PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    solicitation_id UUID REFERENCES solicitation (id),
    award_id UUID REFERENCES award (id),
    provider_id UUID REFERENCES provider (id),
    provider_name TEXT NOT NULL,
    programme_code TEXT REFERENCES programme (code),
    origin TEXT NOT NULL CHECK (origin IN ('perigee', 'demonstration', 'imported')),
    external_key TEXT NOT NULL,
    status TEXT NOT NULL,
    title TEXT NOT NULL,
    folded_title TEXT NOT NULL,
    vehicle TEXT NOT NULL,
    currency TEXT NOT NULL,
    ceiling_minor BIGINT NOT NULL,
    base_value_minor BIGINT NOT NULL,
    exercised_minor BIGINT NOT NULL,
    obligated_minor BIGINT NOT NULL,
    accepted_minor BIGINT NOT NULL,
    paid_minor BIGINT NOT NULL,
    guaranteed_minimum_minor BIGINT,
    min_order_minor BIGINT,
    max_order_minor BIGINT,
    signed_on DATE,
    effective_on DATE,
    starts_on DATE,
    ends_on DATE,
    ordering_ends_on DATE,
    created_by UUID,
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL
);

CREATE UNIQUE INDEX contract_once ON contract (solicitation_id, external_key);
CREATE INDEX contract_created ON contract (created_at, id);
CREATE INDEX contract_title ON contract (folded_title, id);
CREATE INDEX contract_provider ON contract (provider_id, id);
CREATE INDEX contract_ends ON contract (ends_on, id);
CREATE INDEX contract_ceiling ON contract (ceiling_minor, id);

CREATE TABLE contract_line (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contract (id),
    number TEXT NOT NULL,
    description TEXT NOT NULL,
    unit TEXT NOT NULL,
    quantity TEXT NOT NULL,
    unit_price_minor BIGINT NOT NULL,
    total_minor BIGINT NOT NULL,
    option_id UUID,
    UNIQUE (contract_id, number)
);

CREATE TABLE contract_option (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contract (id),
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    value_minor BIGINT NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    notice_by DATE NOT NULL,
    status TEXT NOT NULL,
    modification_id UUID,
    UNIQUE (contract_id, number)
);

CREATE TABLE call_off_order (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contract (id),
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    status TEXT NOT NULL,
    issued_on DATE NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    issued_by UUID,
    UNIQUE (contract_id, number)
);

CREATE TABLE obligation (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contract (id),
    order_id UUID REFERENCES call_off_order (id),
    amount_minor BIGINT NOT NULL,
    obligated_on DATE NOT NULL,
    note TEXT NOT NULL,
    recorded_by UUID
);

CREATE INDEX obligation_contract ON obligation (contract_id);

CREATE TABLE modification (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contract (id),
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    title TEXT NOT NULL,
    reason TEXT NOT NULL,
    value_delta_minor BIGINT NOT NULL,
    ceiling_delta_minor BIGINT NOT NULL,
    ends_on_before DATE,
    ends_on_after DATE,
    in_scope BOOLEAN NOT NULL,
    bilateral BOOLEAN NOT NULL,
    cumulative_percent TEXT NOT NULL,
    executed_on DATE,
    made_by UUID,
    UNIQUE (contract_id, number)
);

CREATE TABLE milestone (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contract (id),
    order_id UUID REFERENCES call_off_order (id),
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    class TEXT NOT NULL,
    kind TEXT,
    criteria TEXT NOT NULL,
    value_minor BIGINT,
    status TEXT NOT NULL,
    original_baseline DATE,
    current_baseline DATE,
    forecast DATE,
    actual DATE,
    slip_days BIGINT,
    external_key TEXT NOT NULL,
    version BIGINT NOT NULL
);

CREATE UNIQUE INDEX milestone_once ON milestone (contract_id, number);
CREATE INDEX milestone_due ON milestone (current_baseline, id);
CREATE INDEX milestone_slip ON milestone (slip_days, id);

CREATE TABLE milestone_date_change (
    id UUID PRIMARY KEY,
    milestone_id UUID NOT NULL REFERENCES milestone (id),
    which TEXT NOT NULL CHECK (which IN ('original_baseline', 'current_baseline', 'forecast', 'actual')),
    old_day DATE,
    new_day DATE,
    reason TEXT NOT NULL,
    cause TEXT,
    attributable_to TEXT,
    modification_id UUID,
    changed_by UUID,
    changed_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX milestone_date_change_milestone ON milestone_date_change (milestone_id, changed_at);

CREATE TABLE milestone_evidence (
    id UUID PRIMARY KEY,
    milestone_id UUID NOT NULL REFERENCES milestone (id),
    statement TEXT NOT NULL,
    document_id UUID REFERENCES document (id),
    submitted_by UUID,
    submitted_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX milestone_evidence_milestone ON milestone_evidence (milestone_id, submitted_at);

CREATE TABLE acceptance (
    id UUID PRIMARY KEY,
    milestone_id UUID NOT NULL REFERENCES milestone (id),
    accepted BOOLEAN NOT NULL,
    statement TEXT NOT NULL,
    delivered_on DATE,
    decided_by UUID,
    decided_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX acceptance_milestone ON acceptance (milestone_id, decided_at);

CREATE TABLE payment (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contract (id),
    milestone_id UUID REFERENCES milestone (id),
    amount_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    paid_on DATE,
    note TEXT NOT NULL,
    external_key TEXT NOT NULL,
    recorded_by UUID,
    recorded_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX payment_contract ON payment (contract_id, paid_on);
