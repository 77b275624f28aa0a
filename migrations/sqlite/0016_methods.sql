-- Who runs the purchase, what of the estimate is options, and what a sole source rests on.

ALTER TABLE solicitation ADD COLUMN authority TEXT;
-- Part of estimate_minor; the base is the rest.
ALTER TABLE solicitation ADD COLUMN estimate_options_minor INTEGER;
ALTER TABLE solicitation ADD COLUMN method_ground TEXT;
ALTER TABLE solicitation ADD COLUMN sole_source_notice_on TEXT;

CREATE INDEX solicitation_area ON solicitation (functional_area, created_at);

-- A departure from a rule, asked for by one person and decided by another.
CREATE TABLE rule_override (
    id BLOB PRIMARY KEY,
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    kind TEXT NOT NULL CHECK (kind IN ('method', 'timetable')),
    rule_id TEXT NOT NULL,
    rule_version TEXT NOT NULL,
    statement TEXT NOT NULL,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('requested', 'approved', 'refused', 'withdrawn')),
    requested_by BLOB,
    requested_at TEXT NOT NULL,
    decided_by BLOB,
    decided_at TEXT,
    note TEXT
) STRICT;

CREATE INDEX rule_override_solicitation ON rule_override (solicitation_id, requested_at);
CREATE INDEX rule_override_requested ON rule_override (requested_at, id);
