-- Who encrypted a file: the server while it came in, or the browser before it was sent.
ALTER TABLE offer_file ADD COLUMN sealed_by TEXT NOT NULL DEFAULT 'server' CHECK (sealed_by IN ('server', 'browser'));
