-- One milestone comes no earlier than some calendar days after another, of the same contract or not.
CREATE TABLE milestone_wait (
    id UUID PRIMARY KEY,
    first_id UUID NOT NULL REFERENCES milestone (id),
    then_id UUID NOT NULL REFERENCES milestone (id),
    days BIGINT NOT NULL CHECK (days >= 0),
    reason TEXT NOT NULL,
    made_by UUID,
    made_at TIMESTAMPTZ NOT NULL,
    ended_by UUID,
    ended_at TIMESTAMPTZ,
    ended_because TEXT,
    CHECK (first_id <> then_id)
);

CREATE UNIQUE INDEX milestone_wait_once ON milestone_wait (first_id, then_id) WHERE ended_at IS NULL;
CREATE INDEX milestone_wait_then ON milestone_wait (then_id) WHERE ended_at IS NULL;

-- The dates that would follow from a moved one, each decided on its own.
CREATE TABLE shift_proposal (
    id UUID PRIMARY KEY,
    milestone_id UUID NOT NULL REFERENCES milestone (id),
    reason TEXT NOT NULL,
    cause TEXT NOT NULL,
    attributable_to TEXT NOT NULL,
    proposed_by UUID,
    proposed_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX shift_proposal_at ON shift_proposal (proposed_at, id);

CREATE TABLE shift_line (
    proposal_id UUID NOT NULL REFERENCES shift_proposal (id),
    place BIGINT NOT NULL,
    milestone_id UUID NOT NULL REFERENCES milestone (id),
    driven_by UUID REFERENCES milestone (id),
    from_day DATE NOT NULL,
    to_day DATE NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'accepted', 'refused')),
    note TEXT,
    decided_by UUID,
    decided_at TIMESTAMPTZ,
    PRIMARY KEY (proposal_id, place)
);
