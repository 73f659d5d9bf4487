-- +goose Up
-- What `verbale watch` follows, and what of the dossier it has told.

-- An address that was asked: a feed, a list, or a page that one of these named.
CREATE TABLE followed (
    address  TEXT PRIMARY KEY,
    etag     TEXT NOT NULL,
    modified TEXT NOT NULL,
    asked    TEXT NOT NULL, -- UTC, RFC 3339
    failures INTEGER NOT NULL -- in a row
) STRICT, WITHOUT ROWID;

-- At most one row: the last version that was told.
CREATE TABLE told (
    version INTEGER NOT NULL
) STRICT;

-- The bytes from which texts were made, where the text is not the bytes, and the
-- way back to them.

CREATE TABLE original (
    hash   TEXT PRIMARY KEY CHECK (length(hash) = 64), -- SHA-256 of the bytes
    bytes  INTEGER NOT NULL, -- how many there are
    packed BLOB NOT NULL -- zstd
) STRICT;

CREATE TABLE version_original (
    version   INTEGER PRIMARY KEY REFERENCES version (id) ON DELETE CASCADE,
    original  TEXT REFERENCES original (hash) ON DELETE SET NULL, -- null where it was forgotten with another report in it
    format    TEXT NOT NULL,
    extractor TEXT NOT NULL,
    within    TEXT NOT NULL, -- JSON list: members from the file inwards
    start     INTEGER NOT NULL, -- of the bytes in the innermost of them
    map       BLOB NOT NULL -- from the text to the bytes
) STRICT;

CREATE INDEX version_original_original ON version_original (original);

-- What is forgotten is gone, also from bytes that hold other reports too, such as
-- a feed: those keep their texts.
-- +goose StatementBegin
CREATE TRIGGER original_forgotten AFTER DELETE ON version_original WHEN OLD.original IS NOT NULL
BEGIN DELETE FROM original WHERE hash = OLD.original; END;
-- +goose StatementEnd
