-- IANA name of the zone in which a person reads deadlines, beside the one in which they are published and UTC.
ALTER TABLE account ADD COLUMN zone TEXT;
