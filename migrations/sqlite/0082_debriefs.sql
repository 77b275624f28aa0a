-- The debrief of a bidder that was not chosen: which comments of the panel are marked for it, what is blacked out, the
-- officer's words, and the document as it was sent.
CREATE TABLE debrief (
    award_id BLOB NOT NULL REFERENCES award (id),
    offer_id BLOB NOT NULL REFERENCES offer (id),
    provider_id BLOB NOT NULL REFERENCES provider (id),
    marked TEXT NOT NULL,
    passages TEXT NOT NULL,
    words TEXT NOT NULL,
    price_rank INTEGER NOT NULL CHECK (price_rank IN (0, 1)),
    document TEXT,
    prepared_by BLOB,
    prepared_at TEXT NOT NULL,
    sent_by BLOB,
    sent_at TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (award_id, offer_id)
) STRICT;

CREATE INDEX debrief_provider ON debrief (provider_id);
