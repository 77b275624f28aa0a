-- What the sealer has still to take, so that it never has to look through what it took long ago.
CREATE TABLE event_to_seal (
    event_id BLOB PRIMARY KEY REFERENCES event (id),
    at TEXT NOT NULL
) STRICT;

CREATE INDEX event_to_seal_at ON event_to_seal (at, event_id);

INSERT INTO event_to_seal (event_id, at)
SELECT id, at FROM event WHERE NOT EXISTS (SELECT 1 FROM log_leaf WHERE event_id = event.id);

-- In the store itself: no way of writing an event can forget it.
CREATE TRIGGER event_waits AFTER INSERT ON event
BEGIN INSERT INTO event_to_seal (event_id, at) VALUES (NEW.id, NEW.at); END;
