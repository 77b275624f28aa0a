-- Lists put records without a value last; these are the expressions by which they sort.

CREATE INDEX contract_ends_order ON contract (COALESCE(ends_on, '9999-12-31'), id);
DROP INDEX milestone_due;
CREATE INDEX milestone_due_order ON milestone (COALESCE(current_baseline, '9999-12-31'), id);
DROP INDEX milestone_slip;
CREATE INDEX milestone_slip_order ON milestone (COALESCE(slip_days, -100000), id);

-- On which ground a standstill was waived (NCP 28-29).
ALTER TABLE award ADD COLUMN waiver_ground TEXT CHECK (waiver_ground IN ('single_bidder', 'urgent'));
