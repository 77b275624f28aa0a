CREATE TABLE pledge (
    id BLOB PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    nation_code TEXT NOT NULL REFERENCES nation (code),
    programme_code TEXT NOT NULL REFERENCES programme (code),
    origin TEXT NOT NULL CHECK (origin IN ('perigee', 'demonstration')),
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    description TEXT NOT NULL,
    amount_minor INTEGER,
    currency TEXT,
    pledged_on TEXT NOT NULL,
    starts_on TEXT,
    ends_on TEXT,
    private_note TEXT,
    recorded_by BLOB,
    recorded_at TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE INDEX pledge_programme ON pledge (programme_code, nation_code);
CREATE INDEX pledge_nation ON pledge (nation_code, pledged_on);

CREATE TABLE contribution_payment (
    id BLOB PRIMARY KEY,
    pledge_id BLOB NOT NULL REFERENCES pledge (id),
    amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    paid_on TEXT NOT NULL,
    note TEXT NOT NULL,
    recorded_by BLOB,
    recorded_at TEXT NOT NULL
) STRICT;

CREATE INDEX contribution_payment_pledge ON contribution_payment (pledge_id, paid_on);

-- Which part of a pledge pays for which contract.
CREATE TABLE allocation (
    id BLOB PRIMARY KEY,
    pledge_id BLOB NOT NULL REFERENCES pledge (id),
    contract_id BLOB NOT NULL REFERENCES contract (id),
    amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    allocated_on TEXT NOT NULL,
    recorded_by BLOB,
    recorded_at TEXT NOT NULL
) STRICT;

CREATE INDEX allocation_pledge ON allocation (pledge_id);
CREATE INDEX allocation_contract ON allocation (contract_id);
