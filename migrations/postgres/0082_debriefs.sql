-- The debrief of a bidder that was not chosen: which comments of the panel are marked for it, what is blacked out, the
-- officer's words, and the document as it was sent.
CREATE TABLE debrief (
    award_id UUID NOT NULL REFERENCES award (id),
    offer_id UUID NOT NULL REFERENCES offer (id),
    provider_id UUID NOT NULL REFERENCES provider (id),
    marked TEXT NOT NULL,
    passages TEXT NOT NULL,
    words TEXT NOT NULL,
    price_rank BOOLEAN NOT NULL,
    document TEXT,
    prepared_by UUID,
    prepared_at TIMESTAMPTZ NOT NULL,
    sent_by UUID,
    sent_at TIMESTAMPTZ,
    version BIGINT NOT NULL,
    PRIMARY KEY (award_id, offer_id)
);

CREATE INDEX debrief_provider ON debrief (provider_id);
