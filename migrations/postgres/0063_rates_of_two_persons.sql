-- Rates that are never overwritten: what came from a publisher's file, what one officer proposed and another approved or
-- refused, and what a correction replaced. `exchange_rate` becomes the view of those that convert.
CREATE TABLE rate_import (
    id UUID PRIMARY KEY,
    file_name TEXT NOT NULL,
    sha256 BYTEA NOT NULL,
    first_day DATE,
    last_day DATE,
    added BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    without_rate BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    problems TEXT NOT NULL,
    imported_by UUID,
    imported_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE recorded_rate (
    id UUID PRIMARY KEY,
    currency TEXT NOT NULL,
    on_day DATE NOT NULL,
    units_per_eur TEXT NOT NULL,
    source TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('proposed', 'in_force', 'refused', 'replaced')),
    corrects_id UUID REFERENCES recorded_rate (id),
    reason TEXT,
    import_id UUID REFERENCES rate_import (id),
    recorded_by UUID,
    recorded_at TIMESTAMPTZ NOT NULL,
    decided_by UUID,
    decided_at TIMESTAMPTZ,
    note TEXT
);

INSERT INTO recorded_rate (id, currency, on_day, units_per_eur, source, status, recorded_by, recorded_at)
SELECT gen_random_uuid(), currency, on_day, units_per_eur, source, 'in_force', recorded_by, recorded_at FROM exchange_rate;

CREATE UNIQUE INDEX recorded_rate_in_force ON recorded_rate (currency, on_day) WHERE status = 'in_force';
CREATE UNIQUE INDEX recorded_rate_proposed ON recorded_rate (currency, on_day) WHERE status = 'proposed';
CREATE INDEX recorded_rate_day ON recorded_rate (on_day, id);
CREATE INDEX recorded_rate_currency ON recorded_rate (currency, id);

DROP TABLE exchange_rate;

CREATE VIEW exchange_rate AS
SELECT id, currency, on_day, units_per_eur, source, recorded_at FROM recorded_rate WHERE status = 'in_force';
