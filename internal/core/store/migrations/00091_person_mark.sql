-- +goose Up

-- What whoever deals with somebody has to know, from a day to a day: a marker for the safety of staff, an adjustment that is made for them, a
-- need such as capacity or disability. None is changed: it is ended, or kept on by another one.
CREATE TABLE person_mark (
    id         TEXT PRIMARY KEY,
    person     TEXT NOT NULL REFERENCES person (id),
    sort       TEXT NOT NULL,
    words      TEXT NOT NULL,
    source     TEXT NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    by         TEXT NOT NULL,
    review     TEXT,
    ended      TIMESTAMPTZ,
    ended_by   TEXT NOT NULL DEFAULT '',
    end_reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX person_mark_person ON person_mark (person);

-- +goose Down
SELECT 1;
