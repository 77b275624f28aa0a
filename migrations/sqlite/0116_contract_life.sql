-- The hard moments of a contract: stops, notices, proposals. What was written first never changes; how it ended is added.
CREATE TABLE contract_moment (
    id BLOB PRIMARY KEY,
    contract_id BLOB NOT NULL REFERENCES contract (id),
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('told', 'proposed', 'running', 'ended')),
    what TEXT NOT NULL,
    reason TEXT NOT NULL,
    given_on TEXT NOT NULL,
    due_on TEXT,
    clock_on TEXT,
    ended_on TEXT,
    outcome TEXT,
    made_by BLOB,
    made_at TEXT NOT NULL,
    UNIQUE (contract_id, number),
    CHECK ((state = 'ended') = (ended_on IS NOT NULL))
) STRICT;

CREATE INDEX contract_moment_open ON contract_moment (state, clock_on);

-- What the contractor claims.
CREATE TABLE contract_claim (
    id BLOB PRIMARY KEY,
    contract_id BLOB NOT NULL REFERENCES contract (id),
    number TEXT NOT NULL,
    basis TEXT,
    what TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    given_on TEXT NOT NULL,
    ended_on TEXT,
    accepted INTEGER CHECK (accepted IN (0, 1)),
    made_by BLOB,
    UNIQUE (contract_id, number),
    CHECK ((ended_on IS NULL) = (accepted IS NULL))
) STRICT;
