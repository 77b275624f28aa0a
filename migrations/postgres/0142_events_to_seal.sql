-- What the sealer has still to take, so that it never has to look through what it took long ago.
CREATE TABLE event_to_seal (
    event_id UUID PRIMARY KEY REFERENCES event (id),
    at TIMESTAMPTZ NOT NULL
);

CREATE INDEX event_to_seal_at ON event_to_seal (at, event_id);

INSERT INTO event_to_seal (event_id, at)
SELECT id, at FROM event WHERE NOT EXISTS (SELECT 1 FROM log_leaf WHERE event_id = event.id);

-- In the store itself: no way of writing an event can forget it.
CREATE FUNCTION note_event_to_seal() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO event_to_seal (event_id, at) VALUES (NEW.id, NEW.at); RETURN NULL; END $$;
CREATE TRIGGER event_waits AFTER INSERT ON event
    FOR EACH ROW EXECUTE FUNCTION note_event_to_seal();
