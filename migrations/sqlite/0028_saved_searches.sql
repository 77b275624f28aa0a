-- Searches that a person keeps. Of a feed's secret only the SHA-256 is stored.
CREATE TABLE saved_search (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    query TEXT NOT NULL,
    feed_token BLOB UNIQUE,
    seen_at TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (account_id, folded_name)
) STRICT;

CREATE INDEX solicitation_published ON solicitation (published_at, id);
