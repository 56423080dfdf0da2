-- +goose Up

-- What happened, one row a time: a case has many. The report that told of one is named by its id alone, for who reads the case may not know
-- the report; what came with a report is written on its case once (origin).
CREATE TABLE incident (
    id       TEXT PRIMARY KEY,
    record   TEXT NOT NULL REFERENCES record (id),
    began    TIMESTAMPTZ NOT NULL,
    timed    BOOLEAN NOT NULL,
    ended    TIMESTAMPTZ,
    place    TEXT NOT NULL DEFAULT '',
    lon      DOUBLE PRECISION,
    lat      DOUBLE PRECISION,
    person   TEXT NOT NULL DEFAULT '',
    reporter BOOLEAN NOT NULL,
    report   TEXT NOT NULL DEFAULT '',
    origin   TEXT NOT NULL DEFAULT '',
    what     TEXT NOT NULL,
    severity TEXT NOT NULL DEFAULT '',
    at       TIMESTAMPTZ NOT NULL,
    author   TEXT NOT NULL,
    seal     TEXT NOT NULL
);
CREATE INDEX incident_record ON incident (record, began, id);

-- When somebody was spoken with, by whom and how: dated when it was made and not when it was written down.
CREATE TABLE contact (
    id      TEXT PRIMARY KEY,
    record  TEXT NOT NULL REFERENCES record (id),
    at      TIMESTAMPTZ NOT NULL,
    person  TEXT NOT NULL DEFAULT '',
    way     TEXT NOT NULL DEFAULT '',
    how     TEXT NOT NULL DEFAULT '',
    said    TEXT NOT NULL DEFAULT '',
    unsafe  TEXT NOT NULL DEFAULT '',
    author  TEXT NOT NULL,
    account TEXT NOT NULL,
    written TIMESTAMPTZ NOT NULL,
    seal    TEXT NOT NULL
);
CREATE INDEX contact_record ON contact (record, at, id);

-- That somebody is spoken with every so many days, or on a day of the week. due is the first day that no contact has answered, and watch the
-- first that nobody has looked at yet: the two differ while a day was missed.
CREATE TABLE contact_promise (
    id         TEXT PRIMARY KEY,
    record     TEXT NOT NULL REFERENCES record (id),
    person     TEXT NOT NULL,
    way        TEXT NOT NULL,
    every      INTEGER NOT NULL,
    weekday    INTEGER NOT NULL,
    agreed     TIMESTAMPTZ NOT NULL,
    author     TEXT NOT NULL,
    due        TEXT NOT NULL,
    watch      TEXT NOT NULL,
    ended      TIMESTAMPTZ,
    end_reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX contact_promise_record ON contact_promise (record);
CREATE INDEX contact_promise_watch ON contact_promise (watch) WHERE ended IS NULL;

-- A day on which nobody kept the promise. The row stays for ever; answered says which contact came after it.
CREATE TABLE contact_missed (
    id       TEXT PRIMARY KEY,
    promise  TEXT NOT NULL REFERENCES contact_promise (id),
    record   TEXT NOT NULL REFERENCES record (id),
    person   TEXT NOT NULL,
    due      TEXT NOT NULL,
    noted    TIMESTAMPTZ NOT NULL,
    answered TEXT NOT NULL DEFAULT '',
    UNIQUE (promise, due)
);
CREATE INDEX contact_missed_record ON contact_missed (record, due);

-- By which day somebody is to be spoken with next, and since which day somebody waits who was promised it.
ALTER TABLE record ADD COLUMN contact_due TEXT;
ALTER TABLE record ADD COLUMN contact_missed TEXT;
CREATE INDEX record_contact_missed ON record (team, contact_missed) WHERE contact_missed IS NOT NULL;

-- A file may belong to an incident, and an action may be to listen to a file.
ALTER TABLE file ADD COLUMN incident TEXT NOT NULL DEFAULT '';
ALTER TABLE action ADD COLUMN file TEXT NOT NULL DEFAULT '';

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
