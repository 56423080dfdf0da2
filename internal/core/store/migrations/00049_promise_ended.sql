-- +goose Up

-- Reports are records from the moment that they are sent (decision 0007). This step waits until no row is left from which a
-- record has to be made: see promised.go.
DROP TABLE promise;

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
