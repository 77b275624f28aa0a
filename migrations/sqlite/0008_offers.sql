-- `draft` is sealed to the server's key; `content` and the price appear only when the offer has been opened.
CREATE TABLE offer (
    id BLOB PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    provider_id BLOB REFERENCES provider (id),
    origin TEXT NOT NULL CHECK (origin IN ('perigee', 'demonstration', 'imported')),
    external_key TEXT NOT NULL,
    status TEXT NOT NULL,
    draft BLOB,
    draft_saved_at TEXT,
    submitted_at TEXT,
    opened_at TEXT,
    content TEXT,
    content_sha256 BLOB,
    price_minor INTEGER,
    price_currency TEXT,
    compliance_reason TEXT,
    decided_by BLOB,
    decided_at TEXT,
    created_by BLOB,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX offer_once ON offer (solicitation_id, provider_id, external_key);
CREATE INDEX offer_solicitation ON offer (solicitation_id, id);
CREATE INDEX offer_provider ON offer (provider_id, id);
CREATE INDEX offer_created ON offer (created_at, id);

CREATE TABLE sealed_offer (
    id BLOB PRIMARY KEY,
    offer_id BLOB NOT NULL REFERENCES offer (id),
    number INTEGER NOT NULL,
    ciphertext BLOB NOT NULL,
    ciphertext_sha256 BLOB NOT NULL,
    content_sha256 BLOB NOT NULL,
    received_at TEXT NOT NULL,
    received_by BLOB NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('current', 'replaced', 'withdrawn')),
    UNIQUE (offer_id, number)
) STRICT;

-- Each opening officer's consent; two different ones open.
CREATE TABLE opening_consent (
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    account_id BLOB NOT NULL REFERENCES account (id),
    given_at TEXT NOT NULL,
    PRIMARY KEY (solicitation_id, account_id)
) STRICT;
