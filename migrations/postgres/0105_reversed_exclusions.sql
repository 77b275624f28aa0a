-- Two persons reverse the exclusion of an opened offer. The decision that is set aside stays beside it as it was.
CREATE TABLE exclusion_reversal (
    id UUID PRIMARY KEY,
    solicitation_id UUID NOT NULL REFERENCES solicitation (id),
    offer_id UUID NOT NULL REFERENCES offer (id),
    excluded_because TEXT NOT NULL,
    excluded_by UUID,
    excluded_at TIMESTAMPTZ,
    reason TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('proposed', 'approved', 'refused')),
    proposed_by UUID,
    proposed_at TIMESTAMPTZ NOT NULL,
    decided_by UUID,
    decided_at TIMESTAMPTZ,
    note TEXT
);

CREATE INDEX exclusion_reversal_solicitation ON exclusion_reversal (solicitation_id, proposed_at);
CREATE UNIQUE INDEX exclusion_reversal_open ON exclusion_reversal (offer_id) WHERE status = 'proposed';
