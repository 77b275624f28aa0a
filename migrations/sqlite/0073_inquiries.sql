-- What an officer asks one bidder about its opened offer: a clarification, or an explanation of a low price.
CREATE TABLE inquiry (
    id BLOB PRIMARY KEY,
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    offer_id BLOB NOT NULL REFERENCES offer (id),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('clarification', 'low_price')),
    status TEXT NOT NULL CHECK (status IN ('asked', 'answered', 'concluded')),
    question TEXT NOT NULL,
    answer_by TEXT NOT NULL,
    asked_by BLOB,
    asked_at TEXT NOT NULL,
    answer TEXT,
    answered_by BLOB,
    answered_at TEXT,
    finding TEXT CHECK (finding IN ('explained', 'not_explained')),
    conclusion TEXT,
    concluded_by BLOB,
    concluded_at TEXT,
    UNIQUE (solicitation_id, number)
) STRICT;

CREATE INDEX inquiry_offer ON inquiry (offer_id);
