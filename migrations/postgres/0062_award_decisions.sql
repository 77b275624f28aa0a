-- A decision about an award, or to end without one, that one person proposes and another takes.
CREATE TABLE award_decision (
    id UUID PRIMARY KEY,
    solicitation_id UUID NOT NULL REFERENCES solicitation (id),
    award_id UUID REFERENCES award (id),
    kind TEXT NOT NULL CHECK (kind IN ('no_award', 'annul', 'annul_and_reopen', 'override')),
    ground TEXT CHECK (ground IN ('none_awardable', 'prices', 'need_changed', 'irregular')),
    reason TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('proposed', 'approved', 'refused')),
    proposed_by UUID,
    proposed_at TIMESTAMPTZ NOT NULL,
    decided_by UUID,
    decided_at TIMESTAMPTZ,
    note TEXT
);

CREATE INDEX award_decision_solicitation ON award_decision (solicitation_id, proposed_at);
CREATE UNIQUE INDEX award_decision_open ON award_decision (solicitation_id) WHERE status = 'proposed';
