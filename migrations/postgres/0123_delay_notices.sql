-- Notices of delay with their six parts, and whether the delay is excused.
CREATE TABLE delay_notice (
    id UUID PRIMARY KEY,
    milestone_id UUID NOT NULL REFERENCES milestone (id),
    number BIGINT NOT NULL,
    problem TEXT NOT NULL,
    cause TEXT NOT NULL,
    items TEXT NOT NULL,
    began_on DATE NOT NULL,
    action TEXT NOT NULL,
    recovery_on DATE NOT NULL,
    proposed_on DATE NOT NULL,
    given_by UUID,
    received_at TIMESTAMPTZ NOT NULL,
    excused_days BIGINT,
    reason TEXT,
    decided_by UUID,
    decided_at TIMESTAMPTZ,
    UNIQUE (milestone_id, number)
);
