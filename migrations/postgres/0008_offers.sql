-- `draft` is sealed to the server's key; `content` and the price appear only when the offer has been opened.
CREATE TABLE offer (
    id UUID PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    solicitation_id UUID NOT NULL REFERENCES solicitation (id),
    provider_id UUID REFERENCES provider (id),
    origin TEXT NOT NULL CHECK (origin IN ('perigee', 'demonstration', 'imported')),
    external_key TEXT NOT NULL,
    status TEXT NOT NULL,
    draft BYTEA,
    draft_saved_at TIMESTAMPTZ,
    submitted_at TIMESTAMPTZ,
    opened_at TIMESTAMPTZ,
    content TEXT,
    content_sha256 BYTEA,
    price_minor BIGINT,
    price_currency TEXT,
    compliance_reason TEXT,
    decided_by UUID,
    decided_at TIMESTAMPTZ,
    created_by UUID,
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL
);

CREATE UNIQUE INDEX offer_once ON offer (solicitation_id, provider_id, external_key);
CREATE INDEX offer_solicitation ON offer (solicitation_id, id);
CREATE INDEX offer_provider ON offer (provider_id, id);
CREATE INDEX offer_created ON offer (created_at, id);

CREATE TABLE sealed_offer (
    id UUID PRIMARY KEY,
    offer_id UUID NOT NULL REFERENCES offer (id),
    number BIGINT NOT NULL,
    ciphertext BYTEA NOT NULL,
    ciphertext_sha256 BYTEA NOT NULL,
    content_sha256 BYTEA NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    received_by UUID NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('current', 'replaced', 'withdrawn')),
    UNIQUE (offer_id, number)
);

-- Each opening officer's consent; two different ones open.
CREATE TABLE opening_consent (
    solicitation_id UUID NOT NULL REFERENCES solicitation (id),
    account_id UUID NOT NULL REFERENCES account (id),
    given_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (solicitation_id, account_id)
);
