-- +goose Up

-- What a clock was counted by (such as "5 working_days following"), the rule of law that gave it that, and when it stood still and why
-- (JSON). Clocks from before were counted by the pack, which is asked again where they are set anew.
ALTER TABLE clock ADD COLUMN counted TEXT NOT NULL DEFAULT '';
ALTER TABLE clock ADD COLUMN law TEXT NOT NULL DEFAULT '';
ALTER TABLE clock ADD COLUMN pauses TEXT NOT NULL DEFAULT '';

-- When something was done, where that was before it was written down.
ALTER TABLE event ADD COLUMN happened TIMESTAMPTZ;

-- The day that somebody asked for, beside the nearest day of all clocks, which is another as soon as a nearer clock starts.
ALTER TABLE record ADD COLUMN asked TEXT;
UPDATE record SET asked = (SELECT c.due FROM clock c WHERE c.record = record.id AND c.clock = 'due')
 WHERE id IN (SELECT c.record FROM clock c WHERE c.clock = 'due');

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
