-- Delay damages as one officer assessed them; another confirms or waives them.
CREATE TABLE damage_assessment (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contract (id),
    milestone_id UUID NOT NULL REFERENCES milestone (id),
    rule TEXT NOT NULL,
    days BIGINT NOT NULL,
    base_minor BIGINT NOT NULL,
    accrued_minor BIGINT NOT NULL,
    due_minor BIGINT NOT NULL,
    status TEXT NOT NULL,
    proposed_by UUID,
    proposed_at TIMESTAMPTZ NOT NULL,
    decided_by UUID,
    decided_at TIMESTAMPTZ,
    decision TEXT
);

CREATE INDEX damage_assessment_waiting ON damage_assessment (status, proposed_at);
