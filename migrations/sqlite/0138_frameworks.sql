-- Frameworks of several holders: each holder's contract is a row of its own, and the whole of a framework is in its events.
CREATE TABLE framework (
    id BLOB PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL,
    title TEXT NOT NULL,
    folded_title TEXT NOT NULL,
    kind TEXT NOT NULL,
    rule TEXT NOT NULL,
    programme_code TEXT,
    currency TEXT NOT NULL,
    ceiling_minor INTEGER,
    ordering_starts_on TEXT NOT NULL,
    ordering_ends_on TEXT NOT NULL,
    competed_on TEXT,
    created_by BLOB,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

-- Who holds it follows from the contract, so that a novation or a merge of organisations needs no change here.
CREATE TABLE framework_holder (
    id BLOB PRIMARY KEY,
    framework_id BLOB NOT NULL REFERENCES framework (id),
    contract_id BLOB NOT NULL UNIQUE REFERENCES contract (id),
    number INTEGER NOT NULL,
    joined_on TEXT NOT NULL,
    left_on TEXT,
    declined_in_a_row INTEGER NOT NULL,
    UNIQUE (framework_id, number)
) STRICT;

-- Whom it waits for: 'answer' of the asked contract's holder, 'issue' by the officer, 'nobody' takes it; '' for nothing.
CREATE TABLE framework_request (
    id BLOB PRIMARY KEY,
    framework_id BLOB NOT NULL REFERENCES framework (id),
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    status TEXT NOT NULL,
    waits_for TEXT NOT NULL,
    contract_id BLOB REFERENCES contract (id),
    answer_by TEXT,
    solicitation_id BLOB UNIQUE REFERENCES solicitation (id),
    created_at TEXT NOT NULL,
    UNIQUE (framework_id, number)
) STRICT;

CREATE INDEX framework_request_waiting ON framework_request (waits_for, answer_by);
