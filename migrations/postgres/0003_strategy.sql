-- Reference data with sources: the Strategy, the nations, the programmes, exchange rates.

CREATE TABLE strategy_item (
    code TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('objective', 'line', 'tenet', 'functional_area')),
    parent_code TEXT REFERENCES strategy_item (code),
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    paragraph TEXT,
    note TEXT,
    source TEXT NOT NULL
);

CREATE TABLE nation (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    accession_year BIGINT NOT NULL,
    currency TEXT NOT NULL,
    source TEXT NOT NULL
);

CREATE TABLE programme (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    functional_area TEXT,
    summary TEXT NOT NULL,
    value_minor BIGINT,
    value_currency TEXT,
    value_qualifier TEXT,
    position BIGINT NOT NULL
);

-- Further facts of a programme in words, each with its name: phase, lead, instrument, dates.
CREATE TABLE programme_fact (
    programme_code TEXT NOT NULL REFERENCES programme (code),
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (programme_code, position)
);

CREATE TABLE programme_nation (
    programme_code TEXT NOT NULL REFERENCES programme (code),
    nation_code TEXT NOT NULL REFERENCES nation (code),
    standing TEXT NOT NULL,
    as_of TEXT,
    PRIMARY KEY (programme_code, nation_code, standing)
);

CREATE TABLE programme_source (
    programme_code TEXT NOT NULL REFERENCES programme (code),
    position BIGINT NOT NULL,
    url TEXT NOT NULL,
    PRIMARY KEY (programme_code, position)
);

-- What the press and public pages report of contributions: facts with a source, apart from what delegates record here.
CREATE TABLE reported_contribution (
    id UUID PRIMARY KEY,
    programme_code TEXT NOT NULL,
    nation_code TEXT NOT NULL REFERENCES nation (code),
    kind TEXT NOT NULL,
    amount_minor BIGINT,
    currency TEXT,
    reported_on TEXT,
    note TEXT,
    source TEXT NOT NULL
);

CREATE TABLE public_contract (
    id UUID PRIMARY KEY,
    programme_code TEXT,
    buyer TEXT NOT NULL,
    provider TEXT NOT NULL,
    what TEXT NOT NULL,
    announced TEXT,
    value_minor BIGINT,
    currency TEXT,
    qualifier TEXT,
    source TEXT NOT NULL
);

-- Units of a currency for one euro on a day, as decimal text.
CREATE TABLE exchange_rate (
    currency TEXT NOT NULL,
    on_day DATE NOT NULL,
    units_per_eur TEXT NOT NULL,
    source TEXT NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    recorded_by UUID,
    PRIMARY KEY (currency, on_day)
);
