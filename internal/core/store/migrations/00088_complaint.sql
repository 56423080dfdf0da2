-- +goose Up

-- A complaint about anti-social behaviour that a body holds, on the application for a case review for which it counts (Anti-social
-- Behaviour, Crime and Policing Act 2014 s.104): to whom it was made and when, when the behaviour was, and what was done. said is the field of
-- the application in which the applicant told of the same one.
CREATE TABLE complaint (
    id        TEXT PRIMARY KEY,
    record    TEXT NOT NULL REFERENCES record (id),
    sort      TEXT NOT NULL,
    body      TEXT NOT NULL DEFAULT '',
    behaviour TEXT NOT NULL DEFAULT '',
    made      TEXT NOT NULL,
    about     TEXT NOT NULL DEFAULT '',
    reference TEXT NOT NULL DEFAULT '',
    done      TEXT NOT NULL DEFAULT '',
    said      TEXT NOT NULL DEFAULT '',
    at        TIMESTAMPTZ NOT NULL,
    by        TEXT NOT NULL
);
CREATE INDEX complaint_record ON complaint (record);
