-- +goose Up

-- Keyed hashes of the e-mail address and phone number that a reporter gave, so that a second report within six months is
-- known and its sender told of the right to a case review (Anti-social Behaviour, Crime and Policing Act 2014, s.104).
CREATE TABLE reporter_trace (
    trace  TEXT NOT NULL,
    record TEXT NOT NULL REFERENCES record (id),
    PRIMARY KEY (trace, record)
);
CREATE INDEX reporter_trace_record ON reporter_trace (record);

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
