-- +goose Up
-- What was read from a version is hashed as it is put, so that `check` finds a
-- row that was changed since. Null where it was put before there were hashes:
-- `upgrade` makes them from the rows as they are.
ALTER TABLE version ADD COLUMN rows_hash TEXT;
