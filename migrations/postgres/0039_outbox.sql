-- Mail. A message is written with what causes it and sent by a job of the server. Its body is sealed to the server's key,
-- because it may hold a one-time link, and forgotten once it is sent. Without `due_at` it waits for the administrator.
ALTER TABLE account ADD COLUMN mail TEXT NOT NULL DEFAULT 'none' CHECK (mail IN ('none', 'at_once', 'daily'));
-- Through when digests and saved searches were mailed.
ALTER TABLE account ADD COLUMN mailed_until TIMESTAMPTZ;

CREATE TABLE outbox (
    id UUID PRIMARY KEY,
    account_id UUID REFERENCES account (id),
    kind TEXT NOT NULL CHECK (kind IN ('news', 'digest', 'search', 'link')),
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body BYTEA,
    made_at TIMESTAMPTZ NOT NULL,
    due_at TIMESTAMPTZ,
    tries BIGINT NOT NULL,
    failure TEXT,
    sent_at TIMESTAMPTZ
);

CREATE INDEX outbox_due ON outbox (sent_at, due_at);
