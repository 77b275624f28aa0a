-- Since which day a complaint suspends the award.
ALTER TABLE award ADD COLUMN suspended_on DATE;

-- A bidder's complaint about an award. `until_day` is the last day to file it again or to bring it before the committee.
CREATE TABLE complaint (
    id UUID PRIMARY KEY,
    solicitation_id UUID NOT NULL REFERENCES solicitation (id),
    award_id UUID NOT NULL REFERENCES award (id),
    offer_id UUID NOT NULL REFERENCES offer (id),
    provider_id UUID NOT NULL REFERENCES provider (id),
    number BIGINT NOT NULL,
    status TEXT NOT NULL,
    grounds TEXT NOT NULL,
    sought TEXT NOT NULL,
    lodged_by UUID,
    lodged_at TIMESTAMPTZ NOT NULL,
    last_day DATE NOT NULL,
    acknowledged_at TIMESTAMPTZ,
    until_day DATE,
    version BIGINT NOT NULL,
    UNIQUE (solicitation_id, number)
);

CREATE INDEX complaint_award ON complaint (award_id);

-- What one officer answers and another decides, once for each stage of the dispute.
CREATE TABLE complaint_answer (
    id UUID PRIMARY KEY,
    complaint_id UUID NOT NULL REFERENCES complaint (id),
    outcome TEXT NOT NULL,
    reopen BOOLEAN NOT NULL,
    text TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('proposed', 'agreed', 'returned')),
    answered_by UUID,
    answered_at TIMESTAMPTZ NOT NULL,
    decided_by UUID,
    decided_at TIMESTAMPTZ,
    note TEXT
);

CREATE INDEX complaint_answer_complaint ON complaint_answer (complaint_id, answered_at);
CREATE UNIQUE INDEX complaint_answer_open ON complaint_answer (complaint_id) WHERE status = 'proposed';
