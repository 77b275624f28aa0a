-- Through when the authors of an offer have taken note of what changed in the solicitation. A draft that saves itself does not.
ALTER TABLE offer ADD COLUMN noted_at TIMESTAMPTZ;
UPDATE offer SET noted_at = COALESCE(draft_saved_at, created_at);
