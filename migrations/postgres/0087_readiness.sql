-- What a contract gives beyond the usual in crisis and in conflict. A term ends and is never changed.
CREATE TABLE readiness_term (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contract (id),
    level TEXT NOT NULL,
    line_number TEXT NOT NULL,
    authority TEXT NOT NULL,
    notice_hours BIGINT NOT NULL CHECK (notice_hours >= 0),
    quantity TEXT NOT NULL,
    per_days BIGINT NOT NULL CHECK (per_days > 0),
    multiplier TEXT,
    unit_price_minor BIGINT,
    max_days BIGINT,
    priority TEXT NOT NULL,
    denial TEXT NOT NULL,
    basis TEXT,
    agreed_on DATE NOT NULL,
    ended_on DATE,
    made_by UUID,
    CHECK ((multiplier IS NULL) <> (unit_price_minor IS NULL))
);

CREATE UNIQUE INDEX readiness_term_once ON readiness_term (contract_id, line_number, level) WHERE ended_on IS NULL;

-- What was called up. Money is in the order or the modification that it made.
CREATE TABLE surge (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contract (id),
    number TEXT NOT NULL,
    level TEXT NOT NULL,
    authority TEXT NOT NULL,
    decision TEXT NOT NULL,
    reason TEXT NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    ended_on DATE,
    order_id UUID REFERENCES call_off_order (id),
    modification_id UUID REFERENCES modification (id),
    made_by UUID,
    made_at TIMESTAMPTZ NOT NULL,
    UNIQUE (contract_id, number)
);

CREATE TABLE surge_line (
    surge_id UUID NOT NULL REFERENCES surge (id),
    term_id UUID NOT NULL REFERENCES readiness_term (id),
    line_number TEXT NOT NULL,
    units TEXT NOT NULL,
    cost_minor BIGINT NOT NULL,
    PRIMARY KEY (surge_id, term_id)
);
