-- Since which day a complaint suspends the award.
ALTER TABLE award ADD COLUMN suspended_on TEXT;

-- A bidder's complaint about an award. `until_day` is the last day to file it again or to bring it before the committee.
CREATE TABLE complaint (
    id BLOB PRIMARY KEY,
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    award_id BLOB NOT NULL REFERENCES award (id),
    offer_id BLOB NOT NULL REFERENCES offer (id),
    provider_id BLOB NOT NULL REFERENCES provider (id),
    number INTEGER NOT NULL,
    status TEXT NOT NULL,
    grounds TEXT NOT NULL,
    sought TEXT NOT NULL,
    lodged_by BLOB,
    lodged_at TEXT NOT NULL,
    last_day TEXT NOT NULL,
    acknowledged_at TEXT,
    until_day TEXT,
    version INTEGER NOT NULL,
    UNIQUE (solicitation_id, number)
) STRICT;

CREATE INDEX complaint_award ON complaint (award_id);

-- What one officer answers and another decides, once for each stage of the dispute.
CREATE TABLE complaint_answer (
    id BLOB PRIMARY KEY,
    complaint_id BLOB NOT NULL REFERENCES complaint (id),
    outcome TEXT NOT NULL,
    reopen INTEGER NOT NULL CHECK (reopen IN (0, 1)),
    text TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('proposed', 'agreed', 'returned')),
    answered_by BLOB,
    answered_at TEXT NOT NULL,
    decided_by BLOB,
    decided_at TEXT,
    note TEXT
) STRICT;

CREATE INDEX complaint_answer_complaint ON complaint_answer (complaint_id, answered_at);
CREATE UNIQUE INDEX complaint_answer_open ON complaint_answer (complaint_id) WHERE status = 'proposed';
