-- The key to which each part of the offers for a solicitation is sealed. `sealed_identity` (sealed to the server's key) is
-- there only where a solicitation was published before the private keys were split among opening officers.
CREATE TABLE part_key (
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    part TEXT NOT NULL CHECK (part IN ('offer', 'price')),
    recipient TEXT NOT NULL,
    threshold INTEGER NOT NULL,
    sealed_identity BLOB,
    made_at TEXT NOT NULL,
    PRIMARY KEY (solicitation_id, part)
) STRICT;

INSERT INTO part_key (solicitation_id, part, recipient, threshold, sealed_identity, made_at)
SELECT solicitation_id, 'offer', recipient, 2, sealed_identity, made_at FROM sealing_key;
INSERT INTO part_key (solicitation_id, part, recipient, threshold, sealed_identity, made_at)
SELECT solicitation_id, 'price', recipient, 2, sealed_identity, made_at FROM sealing_key;
DROP TABLE sealing_key;

-- A ciphertext of a submission. `whole` is how offers were sealed before price had a part of its own. `content_sha256` is of the
-- salted text inside: known before the opening only where the server sealed it.
CREATE TABLE sealed_part (
    sealed_offer_id BLOB NOT NULL REFERENCES sealed_offer (id),
    part TEXT NOT NULL CHECK (part IN ('whole', 'offer', 'price')),
    ciphertext BLOB NOT NULL,
    ciphertext_sha256 BLOB NOT NULL,
    content_sha256 BLOB,
    sealed_by TEXT NOT NULL CHECK (sealed_by IN ('server', 'browser')),
    opened_at TEXT,
    unreadable TEXT,
    PRIMARY KEY (sealed_offer_id, part)
) STRICT;

INSERT INTO sealed_part (sealed_offer_id, part, ciphertext, ciphertext_sha256, content_sha256, sealed_by, opened_at)
SELECT sealed_offer.id, 'whole', ciphertext, ciphertext_sha256, sealed_offer.content_sha256, 'server',
    CASE WHEN standing = 'current' THEN offer.opened_at END
FROM sealed_offer JOIN offer ON offer.id = sealed_offer.offer_id;
ALTER TABLE sealed_offer DROP COLUMN ciphertext;
ALTER TABLE sealed_offer DROP COLUMN ciphertext_sha256;
ALTER TABLE sealed_offer DROP COLUMN content_sha256;

-- A key with which a person takes part in openings. The private half is behind a passphrase that is stored nowhere. A retired
-- key is kept: what was split to it opens with nothing else.
CREATE TABLE opening_key (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    recipient TEXT NOT NULL,
    protected_identity BLOB NOT NULL,
    made_at TEXT NOT NULL,
    retired_at TEXT
) STRICT;

CREATE UNIQUE INDEX opening_key_in_use ON opening_key (account_id) WHERE retired_at IS NULL;

-- A share of a part's private key, wrapped to the opening key of the person who was named. Administrators hold shares of the
-- recovery share.
CREATE TABLE key_share (
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    part TEXT NOT NULL CHECK (part IN ('offer', 'price')),
    opening_key_id BLOB NOT NULL REFERENCES opening_key (id),
    capacity TEXT NOT NULL CHECK (capacity IN ('officer', 'administrator')),
    wrapped BLOB NOT NULL,
    PRIMARY KEY (solicitation_id, part, opening_key_id)
) STRICT;

-- Who took part in an opening, in which capacity. `shares` are wrapped to the other named persons until the opening is done or
-- the window has lapsed; `stage` is the first part that is opened.
CREATE TABLE opening_consent_by_stage (
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    stage TEXT NOT NULL CHECK (stage IN ('offer', 'price')),
    account_id BLOB NOT NULL REFERENCES account (id),
    capacity TEXT NOT NULL CHECK (capacity IN ('officer', 'administrator')),
    shares BLOB,
    given_at TEXT NOT NULL,
    lapses_at TEXT,
    PRIMARY KEY (solicitation_id, stage, account_id)
) STRICT;

INSERT INTO opening_consent_by_stage (solicitation_id, stage, account_id, capacity, given_at)
SELECT solicitation_id, 'offer', account_id, 'officer', given_at FROM opening_consent;
DROP TABLE opening_consent;
ALTER TABLE opening_consent_by_stage RENAME TO opening_consent;
