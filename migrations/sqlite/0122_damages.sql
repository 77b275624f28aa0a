-- Delay damages as one officer assessed them; another confirms or waives them.
CREATE TABLE damage_assessment (
    id BLOB PRIMARY KEY,
    contract_id BLOB NOT NULL REFERENCES contract (id),
    milestone_id BLOB NOT NULL REFERENCES milestone (id),
    rule TEXT NOT NULL,
    days INTEGER NOT NULL,
    base_minor INTEGER NOT NULL,
    accrued_minor INTEGER NOT NULL,
    due_minor INTEGER NOT NULL,
    status TEXT NOT NULL,
    proposed_by BLOB,
    proposed_at TEXT NOT NULL,
    decided_by BLOB,
    decided_at TEXT,
    decision TEXT
) STRICT;

CREATE INDEX damage_assessment_waiting ON damage_assessment (status, proposed_at);
