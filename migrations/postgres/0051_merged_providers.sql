-- An organisation that turned out to be another's duplicate keeps its page and its history; what referred to it refers to the other.
ALTER TABLE provider ADD COLUMN merged_into UUID REFERENCES provider (id);
ALTER TABLE provider ADD COLUMN merged_at TIMESTAMPTZ;

-- Proposed by one person, decided by another.
CREATE TABLE provider_merge (
    id UUID PRIMARY KEY,
    duplicate_id UUID NOT NULL REFERENCES provider (id),
    kept_id UUID NOT NULL REFERENCES provider (id),
    status TEXT NOT NULL CHECK (status IN ('requested', 'approved', 'refused')),
    reason TEXT NOT NULL,
    proposed_by UUID NOT NULL,
    proposed_at TIMESTAMPTZ NOT NULL,
    decided_by UUID,
    decided_at TIMESTAMPTZ,
    note TEXT
);

CREATE UNIQUE INDEX provider_merge_waits ON provider_merge (duplicate_id) WHERE status = 'requested';
CREATE INDEX provider_merge_kept ON provider_merge (kept_id, proposed_at);

-- Whether what is new in a search is mailed.
ALTER TABLE saved_search ADD COLUMN mailed BOOLEAN NOT NULL DEFAULT TRUE;
