-- A document is a stored file (named by its SHA-256) or a link that an imported record gives.
CREATE TABLE document (
    id BLOB PRIMARY KEY,
    owner_kind TEXT NOT NULL CHECK (owner_kind IN ('solicitation', 'offer', 'award', 'contract', 'milestone')),
    owner_id BLOB NOT NULL,
    process_id BLOB,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    kind TEXT,
    media_type TEXT,
    size_bytes INTEGER,
    sha256 BLOB,
    url TEXT,
    published_on TEXT,
    created_by BLOB,
    created_at TEXT NOT NULL
) STRICT;

CREATE INDEX document_owner ON document (owner_kind, owner_id, position);
