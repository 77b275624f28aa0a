-- What an officer asks one bidder about its opened offer: a clarification, or an explanation of a low price.
CREATE TABLE inquiry (
    id UUID PRIMARY KEY,
    solicitation_id UUID NOT NULL REFERENCES solicitation (id),
    offer_id UUID NOT NULL REFERENCES offer (id),
    number BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('clarification', 'low_price')),
    status TEXT NOT NULL CHECK (status IN ('asked', 'answered', 'concluded')),
    question TEXT NOT NULL,
    answer_by DATE NOT NULL,
    asked_by UUID,
    asked_at TIMESTAMPTZ NOT NULL,
    answer TEXT,
    answered_by UUID,
    answered_at TIMESTAMPTZ,
    finding TEXT CHECK (finding IN ('explained', 'not_explained')),
    conclusion TEXT,
    concluded_by UUID,
    concluded_at TIMESTAMPTZ,
    UNIQUE (solicitation_id, number)
);

CREATE INDEX inquiry_offer ON inquiry (offer_id);
