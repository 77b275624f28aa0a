-- What the server stated of each submission and withdrawal, as it was signed. The place in the log is read from the log.
CREATE TABLE receipt (
    event_id UUID PRIMARY KEY REFERENCES event (id),
    offer_id UUID NOT NULL REFERENCES offer (id),
    number BIGINT NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('submitted', 'replaced', 'withdrawn')),
    statement TEXT NOT NULL,
    event_text TEXT NOT NULL,
    public_key BYTEA NOT NULL,
    signature BYTEA NOT NULL,
    issued_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX receipt_offer ON receipt (offer_id, number, issued_at);

-- What was sealed when a solicitation closed: the list with its salt, and the head that is published of it.
CREATE TABLE commitment_list (
    solicitation_id UUID PRIMARY KEY REFERENCES solicitation (id),
    list TEXT NOT NULL,
    digest BYTEA NOT NULL,
    public_key BYTEA NOT NULL,
    signature BYTEA NOT NULL,
    made_at TIMESTAMPTZ NOT NULL
);
