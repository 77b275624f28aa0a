-- What buyers and providers say to each other between the draft and the closing: notices, questions and answers,
-- approvals, amendments with their versions, suspensions, and what is kept to write the next solicitation from.

-- News for a person, or for everybody of a provider organisation. Each person reads it for themselves.
CREATE TABLE notice (
    id UUID PRIMARY KEY,
    account_id UUID REFERENCES account (id),
    provider_id UUID REFERENCES provider (id),
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    text TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    CHECK ((account_id IS NULL) <> (provider_id IS NULL))
);

CREATE INDEX notice_account ON notice (account_id, made_at);
CREATE INDEX notice_provider ON notice (provider_id, made_at);

CREATE TABLE notice_read (
    notice_id UUID NOT NULL REFERENCES notice (id),
    account_id UUID NOT NULL REFERENCES account (id),
    read_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (notice_id, account_id)
);

-- An answer is published once, to everybody, and may answer several questions.
CREATE TABLE answer (
    id UUID PRIMARY KEY,
    solicitation_id UUID NOT NULL REFERENCES solicitation (id),
    number BIGINT NOT NULL,
    question TEXT NOT NULL,
    text TEXT NOT NULL,
    folded_text TEXT NOT NULL,
    answered_by UUID,
    answered_at TIMESTAMPTZ NOT NULL,
    UNIQUE (solicitation_id, number)
);

-- Who asks is kept for the record and shown to the asker alone.
CREATE TABLE question (
    id UUID PRIMARY KEY,
    solicitation_id UUID NOT NULL REFERENCES solicitation (id),
    number BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('question', 'translation')),
    provider_id UUID NOT NULL REFERENCES provider (id),
    account_id UUID NOT NULL REFERENCES account (id),
    text TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('asked', 'withdrawn', 'answered')),
    answer_id UUID REFERENCES answer (id),
    asked_at TIMESTAMPTZ NOT NULL,
    UNIQUE (solicitation_id, number)
);

CREATE INDEX question_provider ON question (provider_id, solicitation_id);
CREATE INDEX question_status ON question (status, solicitation_id, asked_at);

-- A colleague reads the draft at one version and approves it or gives it back.
CREATE TABLE review (
    id UUID PRIMARY KEY,
    solicitation_id UUID NOT NULL REFERENCES solicitation (id),
    version BIGINT NOT NULL,
    note TEXT,
    asked_by UUID NOT NULL REFERENCES account (id),
    asked_at TIMESTAMPTZ NOT NULL,
    decision TEXT CHECK (decision IN ('approved', 'returned', 'withdrawn')),
    decision_note TEXT,
    decided_by UUID REFERENCES account (id),
    decided_at TIMESTAMPTZ
);

CREATE INDEX review_solicitation ON review (solicitation_id, asked_at);

-- What was public when: number 0 as published, then amendments 0001, 0002 … `record` is canonical JSON.
-- `substance` says that more than dates changed, so that sealed offers are to be confirmed or replaced.
CREATE TABLE solicitation_version (
    solicitation_id UUID NOT NULL REFERENCES solicitation (id),
    number BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('publication', 'amendment', 'translation', 'resumption')),
    substance BOOLEAN NOT NULL,
    record TEXT NOT NULL,
    reason TEXT,
    made_by UUID,
    made_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (solicitation_id, number)
);

CREATE TABLE offer_confirmation (
    sealed_offer_id UUID NOT NULL REFERENCES sealed_offer (id),
    amendment BIGINT NOT NULL,
    confirmed_by UUID NOT NULL REFERENCES account (id),
    confirmed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (sealed_offer_id, amendment)
);

CREATE TABLE suspension (
    id UUID PRIMARY KEY,
    solicitation_id UUID NOT NULL REFERENCES solicitation (id),
    status_before TEXT NOT NULL,
    reason TEXT NOT NULL,
    suspended_by UUID,
    suspended_at TIMESTAMPTZ NOT NULL,
    resume_reason TEXT,
    resumed_by UUID,
    resumed_at TIMESTAMPTZ
);

CREATE INDEX suspension_solicitation ON suspension (solicitation_id, suspended_at);

-- What the next solicitation is written from: a whole record without its dates, or a text for one kind of field.
CREATE TABLE template (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    record TEXT NOT NULL,
    made_from TEXT NOT NULL,
    made_by UUID,
    made_at TIMESTAMPTZ NOT NULL,
    retired_at TIMESTAMPTZ
);

CREATE TABLE snippet (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('need', 'guidance', 'terms')),
    title TEXT NOT NULL,
    folded_title TEXT NOT NULL,
    text TEXT NOT NULL,
    made_by UUID,
    changed_at TIMESTAMPTZ NOT NULL,
    retired_at TIMESTAMPTZ,
    version BIGINT NOT NULL
);
