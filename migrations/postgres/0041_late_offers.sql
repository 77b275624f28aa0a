-- Offers that came after closing: why, in the offeror's own words, which are not sealed.
ALTER TABLE offer ADD COLUMN late_reason TEXT;

-- To take such an offer is a departure that one person asks for on a ground of the rule and another decides.
ALTER TABLE rule_override DROP CONSTRAINT rule_override_kind_check;
ALTER TABLE rule_override ADD CONSTRAINT rule_override_kind_check CHECK (kind IN ('method', 'timetable', 'late_offer'));
ALTER TABLE rule_override ADD COLUMN offer_id UUID REFERENCES offer (id);
ALTER TABLE rule_override ADD COLUMN ground TEXT CHECK (ground IN ('without_delay', 'purchaser_fault', 'only_offer'));
CREATE UNIQUE INDEX rule_override_offer ON rule_override (offer_id);

-- A receipt of an offer that came after closing says so.
ALTER TABLE receipt DROP CONSTRAINT receipt_act_check;
ALTER TABLE receipt ADD CONSTRAINT receipt_act_check CHECK (act IN ('submitted', 'replaced', 'withdrawn', 'late'));
