-- What buyers and providers say to each other between the draft and the closing: notices, questions and answers,
-- approvals, amendments with their versions, suspensions, and what is kept to write the next solicitation from.

-- News for a person, or for everybody of a provider organisation. Each person reads it for themselves.
CREATE TABLE notice (
    id BLOB PRIMARY KEY,
    account_id BLOB REFERENCES account (id),
    provider_id BLOB REFERENCES provider (id),
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    text TEXT NOT NULL,
    made_at TEXT NOT NULL,
    CHECK ((account_id IS NULL) <> (provider_id IS NULL))
) STRICT;

CREATE INDEX notice_account ON notice (account_id, made_at);
CREATE INDEX notice_provider ON notice (provider_id, made_at);

CREATE TABLE notice_read (
    notice_id BLOB NOT NULL REFERENCES notice (id),
    account_id BLOB NOT NULL REFERENCES account (id),
    read_at TEXT NOT NULL,
    PRIMARY KEY (notice_id, account_id)
) STRICT;

-- An answer is published once, to everybody, and may answer several questions.
CREATE TABLE answer (
    id BLOB PRIMARY KEY,
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    number INTEGER NOT NULL,
    question TEXT NOT NULL,
    text TEXT NOT NULL,
    folded_text TEXT NOT NULL,
    answered_by BLOB,
    answered_at TEXT NOT NULL,
    UNIQUE (solicitation_id, number)
) STRICT;

-- Who asks is kept for the record and shown to the asker alone.
CREATE TABLE question (
    id BLOB PRIMARY KEY,
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('question', 'translation')),
    provider_id BLOB NOT NULL REFERENCES provider (id),
    account_id BLOB NOT NULL REFERENCES account (id),
    text TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('asked', 'withdrawn', 'answered')),
    answer_id BLOB REFERENCES answer (id),
    asked_at TEXT NOT NULL,
    UNIQUE (solicitation_id, number)
) STRICT;

CREATE INDEX question_provider ON question (provider_id, solicitation_id);
CREATE INDEX question_status ON question (status, solicitation_id, asked_at);

-- A colleague reads the draft at one version and approves it or gives it back.
CREATE TABLE review (
    id BLOB PRIMARY KEY,
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    version INTEGER NOT NULL,
    note TEXT,
    asked_by BLOB NOT NULL REFERENCES account (id),
    asked_at TEXT NOT NULL,
    decision TEXT CHECK (decision IN ('approved', 'returned', 'withdrawn')),
    decision_note TEXT,
    decided_by BLOB REFERENCES account (id),
    decided_at TEXT
) STRICT;

CREATE INDEX review_solicitation ON review (solicitation_id, asked_at);

-- What was public when: number 0 as published, then amendments 0001, 0002 … `record` is canonical JSON.
-- `substance` says that more than dates changed, so that sealed offers are to be confirmed or replaced.
CREATE TABLE solicitation_version (
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('publication', 'amendment', 'translation', 'resumption')),
    substance INTEGER NOT NULL CHECK (substance IN (0, 1)),
    record TEXT NOT NULL,
    reason TEXT,
    made_by BLOB,
    made_at TEXT NOT NULL,
    PRIMARY KEY (solicitation_id, number)
) STRICT;

CREATE TABLE offer_confirmation (
    sealed_offer_id BLOB NOT NULL REFERENCES sealed_offer (id),
    amendment INTEGER NOT NULL,
    confirmed_by BLOB NOT NULL REFERENCES account (id),
    confirmed_at TEXT NOT NULL,
    PRIMARY KEY (sealed_offer_id, amendment)
) STRICT;

CREATE TABLE suspension (
    id BLOB PRIMARY KEY,
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    status_before TEXT NOT NULL,
    reason TEXT NOT NULL,
    suspended_by BLOB,
    suspended_at TEXT NOT NULL,
    resume_reason TEXT,
    resumed_by BLOB,
    resumed_at TEXT
) STRICT;

CREATE INDEX suspension_solicitation ON suspension (solicitation_id, suspended_at);

-- What the next solicitation is written from: a whole record without its dates, or a text for one kind of field.
CREATE TABLE template (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    record TEXT NOT NULL,
    made_from TEXT NOT NULL,
    made_by BLOB,
    made_at TEXT NOT NULL,
    retired_at TEXT
) STRICT;

CREATE TABLE snippet (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('need', 'guidance', 'terms')),
    title TEXT NOT NULL,
    folded_title TEXT NOT NULL,
    text TEXT NOT NULL,
    made_by BLOB,
    changed_at TEXT NOT NULL,
    retired_at TEXT,
    version INTEGER NOT NULL
) STRICT;
