-- +goose Up
-- What was taken out for good. Only hashes are left of it: the words are gone.
CREATE TABLE tombstone (
    document     TEXT NOT NULL, -- the name that it had
    hash         TEXT NOT NULL, -- of the version, over text and metadata
    text_hash    TEXT NOT NULL, -- SHA-256 of the text alone: it does not come in again under this name
    reason       TEXT NOT NULL,
    forgotten_by TEXT NOT NULL,
    forgotten_at TEXT NOT NULL, -- UTC, RFC 3339
    PRIMARY KEY (document, hash)
) STRICT, WITHOUT ROWID;
