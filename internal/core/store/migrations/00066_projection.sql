-- +goose Up

-- What the filter fields and counted results of a kind were projected by, so that a pack that changes them has the records that
-- are there projected anew; upto is the last record that was, so that the work goes on where it was cut off.
CREATE TABLE projection (
    kind  TEXT PRIMARY KEY,
    shape TEXT NOT NULL,
    upto  TEXT NOT NULL DEFAULT '',
    done  BOOLEAN NOT NULL DEFAULT FALSE
);

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
