-- Service levels, what was measured of them, and the credits that follow. The columns after made_by say who has to act.
CREATE TABLE service_level (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contract (id),
    number BIGINT NOT NULL,
    metric TEXT NOT NULL,
    unit TEXT NOT NULL,
    promise TEXT NOT NULL,
    time_window TEXT NOT NULL,
    measured_from DATE NOT NULL,
    line_number TEXT NOT NULL,
    fee_minor BIGINT NOT NULL,
    report_days BIGINT NOT NULL,
    analysis_days BIGINT NOT NULL,
    exclusions TEXT NOT NULL,
    source TEXT NOT NULL,
    basis TEXT,
    agreed_on DATE NOT NULL,
    ended_on DATE,
    made_by UUID,
    unmeasured DATE,
    report_by DATE,
    to_answer BIGINT NOT NULL,
    reported_at TIMESTAMPTZ,
    disputed BIGINT NOT NULL,
    analysis_by DATE,
    UNIQUE (contract_id, number)
);

CREATE INDEX service_level_unmeasured ON service_level (unmeasured);

-- Of a period the last value counts; earlier ones stay.
CREATE TABLE service_measurement (
    id UUID PRIMARY KEY,
    level_id UUID NOT NULL REFERENCES service_level (id),
    period DATE NOT NULL,
    value TEXT NOT NULL,
    note TEXT NOT NULL,
    reported_at TIMESTAMPTZ NOT NULL,
    reported_by TEXT NOT NULL,
    agreed BOOLEAN,
    own_value TEXT,
    reason TEXT,
    answered_at TIMESTAMPTZ,
    answered_by TEXT
);

CREATE INDEX service_measurement_level ON service_measurement (level_id, period);

-- Exclusions that cover a period, and root-cause analyses.
CREATE TABLE service_note (
    id UUID PRIMARY KEY,
    level_id UUID NOT NULL REFERENCES service_level (id),
    period DATE NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    made_by UUID,
    made_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX service_note_level ON service_note (level_id, period);

CREATE TABLE service_credit (
    id UUID PRIMARY KEY,
    level_id UUID NOT NULL REFERENCES service_level (id),
    period DATE NOT NULL,
    value TEXT NOT NULL,
    percent TEXT NOT NULL,
    fee_minor BIGINT NOT NULL,
    amount_minor BIGINT NOT NULL,
    status TEXT NOT NULL,
    proposed_by UUID,
    proposed_at TIMESTAMPTZ NOT NULL,
    decided_by UUID,
    decided_at TIMESTAMPTZ,
    decision TEXT
);

CREATE INDEX service_credit_level ON service_credit (level_id, period);
CREATE INDEX service_credit_waiting ON service_credit (status, proposed_at);

-- The secret address under which a contractor's machine reports measurements: only the SHA-256 of the secret is kept.
CREATE TABLE service_address (
    contract_id UUID PRIMARY KEY REFERENCES contract (id),
    secret_hash BYTEA NOT NULL UNIQUE,
    account_id UUID NOT NULL REFERENCES account (id),
    made_at TIMESTAMPTZ NOT NULL
);
