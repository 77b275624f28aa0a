-- What a provider tells of its past performance, beside what is counted here; and of which last days somebody was reminded.

CREATE TABLE provider_reference (
    id UUID PRIMARY KEY,
    provider_id UUID NOT NULL REFERENCES provider (id),
    title TEXT NOT NULL,
    customer TEXT NOT NULL,
    first_year BIGINT NOT NULL,
    last_year BIGINT,
    description TEXT,
    recorded_by UUID,
    recorded_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ
);

CREATE INDEX provider_reference_provider ON provider_reference (provider_id, first_year);

CREATE TABLE certificate_reminder (
    certificate_id UUID NOT NULL REFERENCES provider_certificate (id),
    days BIGINT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (certificate_id, days)
);
