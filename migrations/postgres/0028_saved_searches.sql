-- Searches that a person keeps. Of a feed's secret only the SHA-256 is stored.
CREATE TABLE saved_search (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    query TEXT NOT NULL,
    feed_token BYTEA UNIQUE,
    seen_at TIMESTAMPTZ NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (account_id, folded_name)
);

CREATE INDEX solicitation_published ON solicitation (published_at, id);
