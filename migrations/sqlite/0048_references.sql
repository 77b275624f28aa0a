-- What a provider tells of its past performance, beside what is counted here; and of which last days somebody was reminded.

CREATE TABLE provider_reference (
    id BLOB PRIMARY KEY,
    provider_id BLOB NOT NULL REFERENCES provider (id),
    title TEXT NOT NULL,
    customer TEXT NOT NULL,
    first_year INTEGER NOT NULL,
    last_year INTEGER,
    description TEXT,
    recorded_by BLOB,
    recorded_at TEXT NOT NULL,
    ended_at TEXT
) STRICT;

CREATE INDEX provider_reference_provider ON provider_reference (provider_id, first_year);

CREATE TABLE certificate_reminder (
    certificate_id BLOB NOT NULL REFERENCES provider_certificate (id),
    days INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (certificate_id, days)
) STRICT;
