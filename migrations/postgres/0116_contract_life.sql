-- The hard moments of a contract: stops, notices, proposals. What was written first never changes; how it ended is added.
CREATE TABLE contract_moment (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contract (id),
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('told', 'proposed', 'running', 'ended')),
    what TEXT NOT NULL,
    reason TEXT NOT NULL,
    given_on DATE NOT NULL,
    due_on DATE,
    clock_on DATE,
    ended_on DATE,
    outcome TEXT,
    made_by UUID,
    made_at TIMESTAMPTZ NOT NULL,
    UNIQUE (contract_id, number),
    CHECK ((state = 'ended') = (ended_on IS NOT NULL))
);

CREATE INDEX contract_moment_open ON contract_moment (state, clock_on);

-- What the contractor claims.
CREATE TABLE contract_claim (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contract (id),
    number TEXT NOT NULL,
    basis TEXT,
    what TEXT NOT NULL,
    amount_minor BIGINT NOT NULL CHECK (amount_minor >= 0),
    given_on DATE NOT NULL,
    ended_on DATE,
    accepted BOOLEAN,
    made_by UUID,
    UNIQUE (contract_id, number),
    CHECK ((ended_on IS NULL) = (accepted IS NULL))
);
