-- +goose Up

-- One person has many names and many cards. A card is never merged into another: the two are linked with a reason, and may be parted again.
ALTER TABLE person ADD COLUMN born TEXT;

CREATE TABLE person_name (
    id         TEXT PRIMARY KEY,
    person     TEXT NOT NULL REFERENCES person (id),
    name       TEXT NOT NULL,
    sort       TEXT NOT NULL,
    reason     TEXT NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    by         TEXT NOT NULL,
    ended      TIMESTAMPTZ,
    ended_by   TEXT NOT NULL DEFAULT '',
    end_reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX person_name_person ON person_name (person);

CREATE TABLE person_link (
    id         TEXT PRIMARY KEY,
    one        TEXT NOT NULL REFERENCES person (id),
    other      TEXT NOT NULL REFERENCES person (id),
    reason     TEXT NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    by         TEXT NOT NULL,
    ended      TIMESTAMPTZ,
    ended_by   TEXT NOT NULL DEFAULT '',
    end_reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX person_link_one ON person_link (one);
CREATE INDEX person_link_other ON person_link (other);

-- +goose Down
SELECT 1;
