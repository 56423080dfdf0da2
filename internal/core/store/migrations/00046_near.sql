-- +goose Up

-- What lies near a point is found by the squares of the ground about it (gate/around.go), newest first, and what is at a
-- named place however its name was written. The columns behind the order let a walk pass over what does not fit.
CREATE INDEX record_near ON record (floor(lat * 200), floor(lon * 125), kind, open, opened DESC, id DESC, lon, lat, category) WHERE lon IS NOT NULL;
DROP INDEX record_place;
CREATE INDEX record_place ON record (lower(place), opened DESC, id DESC, kind, open, area);

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
