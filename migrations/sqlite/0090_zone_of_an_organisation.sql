-- IANA name of the zone in which an organisation's people read deadlines, unless they chose one for their account.
ALTER TABLE provider ADD COLUMN zone TEXT;
