-- Notes beside what an offer says to a question: one of each kind for a person, an offer and a question.
CREATE TABLE reading_note (
    offer_id UUID NOT NULL REFERENCES offer (id),
    question TEXT NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL CHECK (kind IN ('own', 'shared')),
    words TEXT NOT NULL,
    written_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (offer_id, question, account_id, kind)
);
