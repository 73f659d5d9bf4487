-- +goose Up
-- What was said once and is told at several places. A statement of a current version
-- is a member of the block of each fingerprint of its content; the blocks give links,
-- and what links tie together is one utterance (docs/decisions/0018-utterances.md).
CREATE TABLE shingle (
    block     INTEGER NOT NULL, -- a fingerprint of words in a row
    statement INTEGER NOT NULL REFERENCES statement (number) ON DELETE CASCADE,
    PRIMARY KEY (block, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX shingle_by_statement ON shingle (statement);

-- Two statements of one utterance, by their ids, a the lesser.
CREATE TABLE wording (
    block INTEGER NOT NULL,
    a     TEXT NOT NULL,
    b     TEXT NOT NULL,
    rule  TEXT NOT NULL,
    run   INTEGER NOT NULL, -- words in a row that both have
    PRIMARY KEY (block, a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX wording_by_a ON wording (a);
CREATE INDEX wording_by_b ON wording (b);

CREATE TABLE utterance (
    id       TEXT PRIMARY KEY, -- made of its first rendering
    block    TEXT NOT NULL UNIQUE,
    speaker  TEXT, -- actor that all renderings with a speaker name
    said_on  TEXT, -- day that all renderings with a day tell
    tellings INTEGER NOT NULL -- reports
) STRICT, WITHOUT ROWID;

CREATE TABLE rendering (
    utterance TEXT NOT NULL REFERENCES utterance (id) ON DELETE CASCADE,
    ordinal   INTEGER NOT NULL,
    statement TEXT NOT NULL, -- its id
    PRIMARY KEY (utterance, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX rendering_by_statement ON rendering (statement);
