-- A document is a stored file (named by its SHA-256) or a link that an imported record gives.
CREATE TABLE document (
    id UUID PRIMARY KEY,
    owner_kind TEXT NOT NULL CHECK (owner_kind IN ('solicitation', 'offer', 'award', 'contract', 'milestone')),
    owner_id UUID NOT NULL,
    process_id UUID,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT,
    media_type TEXT,
    size_bytes BIGINT,
    sha256 BYTEA,
    url TEXT,
    published_on TEXT,
    created_by UUID,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX document_owner ON document (owner_kind, owner_id, position);
