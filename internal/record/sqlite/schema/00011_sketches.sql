-- +goose Up
-- Fingerprints of the words of a version, by which reports are found that share a passage
-- (docs/decisions/0026-reuse.md). What reports share follows from their texts when it
-- is asked for.
CREATE TABLE sketch (
    version INTEGER PRIMARY KEY REFERENCES version (id) ON DELETE CASCADE,
    prints  BLOB NOT NULL -- 8 bytes each, ascending
) STRICT;
