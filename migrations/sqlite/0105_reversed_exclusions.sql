-- Two persons reverse the exclusion of an opened offer. The decision that is set aside stays beside it as it was.
CREATE TABLE exclusion_reversal (
    id BLOB PRIMARY KEY,
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    offer_id BLOB NOT NULL REFERENCES offer (id),
    excluded_because TEXT NOT NULL,
    excluded_by BLOB,
    excluded_at TEXT,
    reason TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('proposed', 'approved', 'refused')),
    proposed_by BLOB,
    proposed_at TEXT NOT NULL,
    decided_by BLOB,
    decided_at TEXT,
    note TEXT
) STRICT;

CREATE INDEX exclusion_reversal_solicitation ON exclusion_reversal (solicitation_id, proposed_at);
CREATE UNIQUE INDEX exclusion_reversal_open ON exclusion_reversal (offer_id) WHERE status = 'proposed';
