-- The pipeline of coming needs, and what the market is asked about them.

CREATE TABLE need (
    id UUID PRIMARY KEY,
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
    commercial_service BOOLEAN NOT NULL,
    low_minor BIGINT,
    high_minor BIGINT,
    currency TEXT NOT NULL,
    expected_from DATE,
    expected_to DATE,
    public BOOLEAN NOT NULL,
    funding TEXT NOT NULL,
    reason TEXT,
    solicitation_id UUID UNIQUE REFERENCES solicitation (id),
    created_by UUID,
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL
);

CREATE INDEX need_expected ON need (expected_from, id);
CREATE INDEX need_title ON need (folded_title, id);
CREATE INDEX need_created ON need (created_at, id);

CREATE TABLE information_request (
    id UUID PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    need_id UUID NOT NULL REFERENCES need (id),
    title TEXT NOT NULL,
    introduction TEXT NOT NULL,
    questions TEXT NOT NULL,
    closes_at TIMESTAMPTZ NOT NULL,
    zone TEXT NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    created_by UUID,
    summary TEXT,
    summary_at TIMESTAMPTZ,
    version BIGINT NOT NULL
);

CREATE INDEX information_request_need ON information_request (need_id, published_at);

-- One answer for each provider; it may be changed until closing.
CREATE TABLE information_answer (
    request_id UUID NOT NULL REFERENCES information_request (id),
    provider_id UUID NOT NULL REFERENCES provider (id),
    answers TEXT NOT NULL,
    account_id UUID,
    answered_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (request_id, provider_id)
);
