-- Service levels, what was measured of them, and the credits that follow. The columns after made_by say who has to act.
CREATE TABLE service_level (
    id BLOB PRIMARY KEY,
    contract_id BLOB NOT NULL REFERENCES contract (id),
    number INTEGER NOT NULL,
    metric TEXT NOT NULL,
    unit TEXT NOT NULL,
    promise TEXT NOT NULL,
    time_window TEXT NOT NULL,
    measured_from TEXT NOT NULL,
    line_number TEXT NOT NULL,
    fee_minor INTEGER NOT NULL,
    report_days INTEGER NOT NULL,
    analysis_days INTEGER NOT NULL,
    exclusions TEXT NOT NULL,
    source TEXT NOT NULL,
    basis TEXT,
    agreed_on TEXT NOT NULL,
    ended_on TEXT,
    made_by BLOB,
    unmeasured TEXT,
    report_by TEXT,
    to_answer INTEGER NOT NULL,
    reported_at TEXT,
    disputed INTEGER NOT NULL,
    analysis_by TEXT,
    UNIQUE (contract_id, number)
) STRICT;

CREATE INDEX service_level_unmeasured ON service_level (unmeasured);

-- Of a period the last value counts; earlier ones stay.
CREATE TABLE service_measurement (
    id BLOB PRIMARY KEY,
    level_id BLOB NOT NULL REFERENCES service_level (id),
    period TEXT NOT NULL,
    value TEXT NOT NULL,
    note TEXT NOT NULL,
    reported_at TEXT NOT NULL,
    reported_by TEXT NOT NULL,
    agreed INTEGER CHECK (agreed IN (0, 1)),
    own_value TEXT,
    reason TEXT,
    answered_at TEXT,
    answered_by TEXT
) STRICT;

CREATE INDEX service_measurement_level ON service_measurement (level_id, period);

-- Exclusions that cover a period, and root-cause analyses.
CREATE TABLE service_note (
    id BLOB PRIMARY KEY,
    level_id BLOB NOT NULL REFERENCES service_level (id),
    period TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    made_by BLOB,
    made_at TEXT NOT NULL
) STRICT;

CREATE INDEX service_note_level ON service_note (level_id, period);

CREATE TABLE service_credit (
    id BLOB PRIMARY KEY,
    level_id BLOB NOT NULL REFERENCES service_level (id),
    period TEXT NOT NULL,
    value TEXT NOT NULL,
    percent TEXT NOT NULL,
    fee_minor INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    status TEXT NOT NULL,
    proposed_by BLOB,
    proposed_at TEXT NOT NULL,
    decided_by BLOB,
    decided_at TEXT,
    decision TEXT
) STRICT;

CREATE INDEX service_credit_level ON service_credit (level_id, period);
CREATE INDEX service_credit_waiting ON service_credit (status, proposed_at);

-- The secret address under which a contractor's machine reports measurements: only the SHA-256 of the secret is kept.
CREATE TABLE service_address (
    contract_id BLOB PRIMARY KEY REFERENCES contract (id),
    secret_hash BLOB NOT NULL UNIQUE,
    account_id BLOB NOT NULL REFERENCES account (id),
    made_at TEXT NOT NULL
) STRICT;
