-- An organisation that turned out to be another's duplicate keeps its page and its history; what referred to it refers to the other.
ALTER TABLE provider ADD COLUMN merged_into BLOB REFERENCES provider (id);
ALTER TABLE provider ADD COLUMN merged_at TEXT;

-- Proposed by one person, decided by another.
CREATE TABLE provider_merge (
    id BLOB PRIMARY KEY,
    duplicate_id BLOB NOT NULL REFERENCES provider (id),
    kept_id BLOB NOT NULL REFERENCES provider (id),
    status TEXT NOT NULL CHECK (status IN ('requested', 'approved', 'refused')),
    reason TEXT NOT NULL,
    proposed_by BLOB NOT NULL,
    proposed_at TEXT NOT NULL,
    decided_by BLOB,
    decided_at TEXT,
    note TEXT
) STRICT;

CREATE UNIQUE INDEX provider_merge_waits ON provider_merge (duplicate_id) WHERE status = 'requested';
CREATE INDEX provider_merge_kept ON provider_merge (kept_id, proposed_at);

-- Whether what is new in a search is mailed.
ALTER TABLE saved_search ADD COLUMN mailed INTEGER NOT NULL DEFAULT 1 CHECK (mailed IN (0, 1));
