-- The pipeline of coming needs, and what the market is asked about them.

CREATE TABLE need (
    id BLOB PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL CHECK (origin IN ('perigee', 'demonstration')),
    status TEXT NOT NULL,
    title TEXT NOT NULL,
    folded_title TEXT NOT NULL,
    description TEXT NOT NULL,
    functional_area TEXT REFERENCES strategy_item (code),
    strategy TEXT NOT NULL,
    programme_code TEXT REFERENCES programme (code),
    authority TEXT NOT NULL,
    method TEXT,
    commercial_service INTEGER NOT NULL CHECK (commercial_service IN (0, 1)),
    low_minor INTEGER,
    high_minor INTEGER,
    currency TEXT NOT NULL,
    expected_from TEXT,
    expected_to TEXT,
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    funding TEXT NOT NULL,
    reason TEXT,
    solicitation_id BLOB UNIQUE REFERENCES solicitation (id),
    created_by BLOB,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE INDEX need_expected ON need (expected_from, id);
CREATE INDEX need_title ON need (folded_title, id);
CREATE INDEX need_created ON need (created_at, id);

CREATE TABLE information_request (
    id BLOB PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    need_id BLOB NOT NULL REFERENCES need (id),
    title TEXT NOT NULL,
    introduction TEXT NOT NULL,
    questions TEXT NOT NULL,
    closes_at TEXT NOT NULL,
    zone TEXT NOT NULL,
    published_at TEXT NOT NULL,
    created_by BLOB,
    summary TEXT,
    summary_at TEXT,
    version INTEGER NOT NULL
) STRICT;

CREATE INDEX information_request_need ON information_request (need_id, published_at);

-- One answer for each provider; it may be changed until closing.
CREATE TABLE information_answer (
    request_id BLOB NOT NULL REFERENCES information_request (id),
    provider_id BLOB NOT NULL REFERENCES provider (id),
    answers TEXT NOT NULL,
    account_id BLOB,
    answered_at TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (request_id, provider_id)
) STRICT;
