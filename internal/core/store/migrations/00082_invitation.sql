-- +goose Up

-- Who may see one record from a day to a day, whatever their posts, is an entry of its seal too. A later entry of the account stands in
-- its place, as for who is shut out.
ALTER TABLE seal_entry ADD COLUMN since TEXT;
ALTER TABLE seal_entry ADD COLUMN until TEXT;
