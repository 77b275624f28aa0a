-- Where imported records came from, and the records as they were, so that nothing is lost.

CREATE TABLE import_source (
    id BLOB PRIMARY KEY,
    file_name TEXT NOT NULL,
    publisher TEXT,
    publisher_uri TEXT,
    licence TEXT,
    imported_at TEXT NOT NULL,
    releases INTEGER NOT NULL
) STRICT;

CREATE TABLE ocds_release (
    id BLOB PRIMARY KEY,
    source_id BLOB NOT NULL REFERENCES import_source (id),
    ocid TEXT NOT NULL,
    release_id TEXT NOT NULL,
    released_at TEXT,
    tags TEXT NOT NULL,
    fingerprint BLOB NOT NULL UNIQUE,
    raw_gzip BLOB NOT NULL,
    notes TEXT NOT NULL,
    solicitation_id BLOB NOT NULL
) STRICT;

CREATE INDEX ocds_release_ocid ON ocds_release (ocid);
CREATE INDEX ocds_release_solicitation ON ocds_release (solicitation_id);
CREATE INDEX ocds_release_source ON ocds_release (source_id, ocid);
