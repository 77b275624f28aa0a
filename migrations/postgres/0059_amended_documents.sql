-- Which documents counted at a version, as JSON; none where that was not kept yet.
ALTER TABLE solicitation_version ADD COLUMN documents TEXT;

-- Amendments of a request for information. `before` and `after` are what was asked, as canonical JSON.
CREATE TABLE information_amendment (
    request_id UUID NOT NULL REFERENCES information_request (id),
    number BIGINT NOT NULL,
    before_text TEXT NOT NULL,
    after_text TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_by UUID,
    made_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (request_id, number)
);
