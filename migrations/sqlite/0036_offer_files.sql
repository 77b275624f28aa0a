-- Files of offers, as they are kept: encrypted and padded, in the folder of files. Their names, types, sizes and keys are in
-- the draft, and from submission on in the sealed part alone. `offer_id` is the offer for which the file came.
CREATE TABLE offer_file (
    sealed_sha256 BLOB PRIMARY KEY,
    offer_id BLOB NOT NULL REFERENCES offer (id),
    size_bytes INTEGER NOT NULL,
    stored_at TEXT NOT NULL
) STRICT;

CREATE INDEX offer_file_offer ON offer_file (offer_id);

CREATE TABLE draft_file (
    offer_id BLOB NOT NULL REFERENCES offer (id),
    sealed_sha256 BLOB NOT NULL REFERENCES offer_file (sealed_sha256),
    PRIMARY KEY (offer_id, sealed_sha256)
) STRICT;

CREATE INDEX draft_file_file ON draft_file (sealed_sha256);

CREATE TABLE submitted_file (
    sealed_offer_id BLOB NOT NULL REFERENCES sealed_offer (id),
    sealed_sha256 BLOB NOT NULL REFERENCES offer_file (sealed_sha256),
    PRIMARY KEY (sealed_offer_id, sealed_sha256)
) STRICT;

CREATE INDEX submitted_file_file ON submitted_file (sealed_sha256);
