-- Frameworks of several holders: each holder's contract is a row of its own, and the whole of a framework is in its events.
CREATE TABLE framework (
    id UUID PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL,
    title TEXT NOT NULL,
    folded_title TEXT NOT NULL,
    kind TEXT NOT NULL,
    rule TEXT NOT NULL,
    programme_code TEXT,
    currency TEXT NOT NULL,
    ceiling_minor BIGINT,
    ordering_starts_on DATE NOT NULL,
    ordering_ends_on DATE NOT NULL,
    competed_on DATE,
    created_by UUID,
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL
);

-- Who holds it follows from the contract, so that a novation or a merge of organisations needs no change here.
CREATE TABLE framework_holder (
    id UUID PRIMARY KEY,
    framework_id UUID NOT NULL REFERENCES framework (id),
    contract_id UUID NOT NULL UNIQUE REFERENCES contract (id),
    number BIGINT NOT NULL,
    joined_on DATE NOT NULL,
    left_on DATE,
    declined_in_a_row BIGINT NOT NULL,
    UNIQUE (framework_id, number)
);

-- Whom it waits for: 'answer' of the asked contract's holder, 'issue' by the officer, 'nobody' takes it; '' for nothing.
CREATE TABLE framework_request (
    id UUID PRIMARY KEY,
    framework_id UUID NOT NULL REFERENCES framework (id),
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    status TEXT NOT NULL,
    waits_for TEXT NOT NULL,
    contract_id UUID REFERENCES contract (id),
    answer_by DATE,
    solicitation_id UUID UNIQUE REFERENCES solicitation (id),
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (framework_id, number)
);

CREATE INDEX framework_request_waiting ON framework_request (waits_for, answer_by);
