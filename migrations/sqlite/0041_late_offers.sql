-- Offers that came after closing: why, in the offeror's own words, which are not sealed.
ALTER TABLE offer ADD COLUMN late_reason TEXT;

-- To take such an offer is a departure that one person asks for on a ground of the rule and another decides.
CREATE TABLE rule_override_of_offers (
    id BLOB PRIMARY KEY,
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    kind TEXT NOT NULL CHECK (kind IN ('method', 'timetable', 'late_offer')),
    rule_id TEXT NOT NULL,
    rule_version TEXT NOT NULL,
    statement TEXT NOT NULL,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('requested', 'approved', 'refused', 'withdrawn')),
    requested_by BLOB,
    requested_at TEXT NOT NULL,
    decided_by BLOB,
    decided_at TEXT,
    note TEXT,
    offer_id BLOB REFERENCES offer (id),
    ground TEXT CHECK (ground IN ('without_delay', 'purchaser_fault', 'only_offer'))
) STRICT;

INSERT INTO rule_override_of_offers (id, solicitation_id, kind, rule_id, rule_version, statement, source, reason, status,
    requested_by, requested_at, decided_by, decided_at, note)
SELECT id, solicitation_id, kind, rule_id, rule_version, statement, source, reason, status,
    requested_by, requested_at, decided_by, decided_at, note FROM rule_override;
DROP TABLE rule_override;
ALTER TABLE rule_override_of_offers RENAME TO rule_override;
CREATE INDEX rule_override_solicitation ON rule_override (solicitation_id, requested_at);
CREATE INDEX rule_override_requested ON rule_override (requested_at, id);
CREATE UNIQUE INDEX rule_override_offer ON rule_override (offer_id);

-- A receipt of an offer that came after closing says so.
CREATE TABLE receipt_of_late (
    event_id BLOB PRIMARY KEY REFERENCES event (id),
    offer_id BLOB NOT NULL REFERENCES offer (id),
    number INTEGER NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('submitted', 'replaced', 'withdrawn', 'late')),
    statement TEXT NOT NULL,
    event_text TEXT NOT NULL,
    public_key BLOB NOT NULL,
    signature BLOB NOT NULL,
    issued_at TEXT NOT NULL
) STRICT;

INSERT INTO receipt_of_late (event_id, offer_id, number, act, statement, event_text, public_key, signature, issued_at)
SELECT event_id, offer_id, number, act, statement, event_text, public_key, signature, issued_at FROM receipt;
DROP TABLE receipt;
ALTER TABLE receipt_of_late RENAME TO receipt;
CREATE INDEX receipt_offer ON receipt (offer_id, number, issued_at);
