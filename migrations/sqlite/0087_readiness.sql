-- What a contract gives beyond the usual in crisis and in conflict. A term ends and is never changed.
CREATE TABLE readiness_term (
    id BLOB PRIMARY KEY,
    contract_id BLOB NOT NULL REFERENCES contract (id),
    level TEXT NOT NULL,
    line_number TEXT NOT NULL,
    authority TEXT NOT NULL,
    notice_hours INTEGER NOT NULL CHECK (notice_hours >= 0),
    quantity TEXT NOT NULL,
    per_days INTEGER NOT NULL CHECK (per_days > 0),
    multiplier TEXT,
    unit_price_minor INTEGER,
    max_days INTEGER,
    priority TEXT NOT NULL,
    denial TEXT NOT NULL,
    basis TEXT,
    agreed_on TEXT NOT NULL,
    ended_on TEXT,
    made_by BLOB,
    CHECK ((multiplier IS NULL) <> (unit_price_minor IS NULL))
) STRICT;

CREATE UNIQUE INDEX readiness_term_once ON readiness_term (contract_id, line_number, level) WHERE ended_on IS NULL;

-- What was called up. Money is in the order or the modification that it made.
CREATE TABLE surge (
    id BLOB PRIMARY KEY,
    contract_id BLOB NOT NULL REFERENCES contract (id),
    number TEXT NOT NULL,
    level TEXT NOT NULL,
    authority TEXT NOT NULL,
    decision TEXT NOT NULL,
    reason TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    ended_on TEXT,
    order_id BLOB REFERENCES call_off_order (id),
    modification_id BLOB REFERENCES modification (id),
    made_by BLOB,
    made_at TEXT NOT NULL,
    UNIQUE (contract_id, number)
) STRICT;

CREATE TABLE surge_line (
    surge_id BLOB NOT NULL REFERENCES surge (id),
    term_id BLOB NOT NULL REFERENCES readiness_term (id),
    line_number TEXT NOT NULL,
    units TEXT NOT NULL,
    cost_minor INTEGER NOT NULL,
    PRIMARY KEY (surge_id, term_id)
) STRICT;
