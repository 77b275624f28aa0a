-- Notices of delay with their six parts, and whether the delay is excused.
CREATE TABLE delay_notice (
    id BLOB PRIMARY KEY,
    milestone_id BLOB NOT NULL REFERENCES milestone (id),
    number INTEGER NOT NULL,
    problem TEXT NOT NULL,
    cause TEXT NOT NULL,
    items TEXT NOT NULL,
    began_on TEXT NOT NULL,
    action TEXT NOT NULL,
    recovery_on TEXT NOT NULL,
    proposed_on TEXT NOT NULL,
    given_by BLOB,
    received_at TEXT NOT NULL,
    excused_days INTEGER,
    reason TEXT,
    decided_by BLOB,
    decided_at TEXT,
    UNIQUE (milestone_id, number)
) STRICT;
