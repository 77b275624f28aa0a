CREATE TABLE pledge (
    id UUID PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    nation_code TEXT NOT NULL REFERENCES nation (code),
    programme_code TEXT NOT NULL REFERENCES programme (code),
    origin TEXT NOT NULL CHECK (origin IN ('perigee', 'demonstration')),
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    description TEXT NOT NULL,
    amount_minor BIGINT,
    currency TEXT,
    pledged_on DATE NOT NULL,
    starts_on DATE,
    ends_on DATE,
    private_note TEXT,
    recorded_by UUID,
    recorded_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL
);

CREATE INDEX pledge_programme ON pledge (programme_code, nation_code);
CREATE INDEX pledge_nation ON pledge (nation_code, pledged_on);

CREATE TABLE contribution_payment (
    id UUID PRIMARY KEY,
    pledge_id UUID NOT NULL REFERENCES pledge (id),
    amount_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    paid_on DATE NOT NULL,
    note TEXT NOT NULL,
    recorded_by UUID,
    recorded_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX contribution_payment_pledge ON contribution_payment (pledge_id, paid_on);

-- Which part of a pledge pays for which contract.
CREATE TABLE allocation (
    id UUID PRIMARY KEY,
    pledge_id UUID NOT NULL REFERENCES pledge (id),
    contract_id UUID NOT NULL REFERENCES contract (id),
    amount_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    allocated_on DATE NOT NULL,
    recorded_by UUID,
    recorded_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX allocation_pledge ON allocation (pledge_id);
CREATE INDEX allocation_contract ON allocation (contract_id);
