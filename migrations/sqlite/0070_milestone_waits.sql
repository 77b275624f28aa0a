-- One milestone comes no earlier than some calendar days after another, of the same contract or not.
CREATE TABLE milestone_wait (
    id BLOB PRIMARY KEY,
    first_id BLOB NOT NULL REFERENCES milestone (id),
    then_id BLOB NOT NULL REFERENCES milestone (id),
    days INTEGER NOT NULL CHECK (days >= 0),
    reason TEXT NOT NULL,
    made_by BLOB,
    made_at TEXT NOT NULL,
    ended_by BLOB,
    ended_at TEXT,
    ended_because TEXT,
    CHECK (first_id <> then_id)
) STRICT;

CREATE UNIQUE INDEX milestone_wait_once ON milestone_wait (first_id, then_id) WHERE ended_at IS NULL;
CREATE INDEX milestone_wait_then ON milestone_wait (then_id) WHERE ended_at IS NULL;

-- The dates that would follow from a moved one, each decided on its own.
CREATE TABLE shift_proposal (
    id BLOB PRIMARY KEY,
    milestone_id BLOB NOT NULL REFERENCES milestone (id),
    reason TEXT NOT NULL,
    cause TEXT NOT NULL,
    attributable_to TEXT NOT NULL,
    proposed_by BLOB,
    proposed_at TEXT NOT NULL
) STRICT;

CREATE INDEX shift_proposal_at ON shift_proposal (proposed_at, id);

CREATE TABLE shift_line (
    proposal_id BLOB NOT NULL REFERENCES shift_proposal (id),
    place INTEGER NOT NULL,
    milestone_id BLOB NOT NULL REFERENCES milestone (id),
    driven_by BLOB REFERENCES milestone (id),
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'accepted', 'refused')),
    note TEXT,
    decided_by BLOB,
    decided_at TEXT,
    PRIMARY KEY (proposal_id, place)
) STRICT;
