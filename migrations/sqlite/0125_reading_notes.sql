-- Notes beside what an offer says to a question: one of each kind for a person, an offer and a question.
CREATE TABLE reading_note (
    offer_id BLOB NOT NULL REFERENCES offer (id),
    question TEXT NOT NULL,
    account_id BLOB NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL CHECK (kind IN ('own', 'shared')),
    words TEXT NOT NULL,
    written_at TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (offer_id, question, account_id, kind)
) STRICT;
