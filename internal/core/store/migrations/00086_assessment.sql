-- +goose Up

-- The day on which the risk of a record is to be assessed again, of kinds that are assessed by a matrix.
ALTER TABLE record ADD COLUMN risk_due TEXT;

-- What the risk of a record was assessed by, as it was answered. None is ever changed.
CREATE TABLE assessment (
    id      TEXT PRIMARY KEY,
    record  TEXT NOT NULL REFERENCES record (id),
    at      TIMESTAMPTZ NOT NULL,
    account TEXT NOT NULL,
    name    TEXT NOT NULL,
    matrix  TEXT NOT NULL,
    version TEXT NOT NULL,
    concern TEXT NOT NULL,
    answers TEXT NOT NULL,
    flags   TEXT NOT NULL,
    score   BIGINT NOT NULL,
    most    BIGINT NOT NULL,
    scored  TEXT NOT NULL,
    band    TEXT NOT NULL,
    reason  TEXT NOT NULL DEFAULT '',
    review  TEXT NOT NULL,
    seal    TEXT NOT NULL DEFAULT 'staff'
);
CREATE INDEX assessment_record ON assessment (record, at);

-- +goose Down
SELECT 1;
