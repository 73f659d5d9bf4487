-- +goose Up
-- The papers that a report speaks of, and what it tells of their way.
CREATE TABLE local_paper (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL, -- of the paper, if only this report spoke of it
    version    INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    ordinal    INTEGER NOT NULL,
    name       TEXT NOT NULL,
    named      INTEGER NOT NULL, -- name is a proper name
    kind       TEXT NOT NULL,
    day        TEXT, -- its own
    answers    INTEGER, -- ordinal of the paper that it answers
    block      TEXT NOT NULL, -- papers of other reports that it can be the same as are in it
    keys       TEXT NOT NULL, -- JSON: who and what tells it from others of the block
    rule       TEXT NOT NULL,
    confidence INTEGER NOT NULL,
    paper      TEXT NOT NULL, -- derived: id of the paper
    UNIQUE (version, ordinal)
) STRICT;
CREATE INDEX local_paper_by_block ON local_paper (block);
CREATE INDEX local_paper_by_paper ON local_paper (paper);
CREATE INDEX local_paper_by_id ON local_paper (id);

CREATE TABLE paper_mention (
    paper   INTEGER NOT NULL REFERENCES local_paper (number) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    passage INTEGER NOT NULL REFERENCES passage (id) ON DELETE CASCADE,
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    words   TEXT NOT NULL,
    tied    INTEGER NOT NULL, -- "the document" and the like
    PRIMARY KEY (paper, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_mention_by_passage ON paper_mention (passage);

CREATE TABLE paper_party (
    paper   INTEGER NOT NULL REFERENCES local_paper (number) ON DELETE CASCADE,
    role    TEXT NOT NULL CHECK (role IN ('author', 'addressee', 'party')),
    ordinal INTEGER NOT NULL,
    version INTEGER NOT NULL,
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    words   TEXT NOT NULL,
    local   INTEGER, -- null where the words are tied to no actor of the report
    world   TEXT,
    side    TEXT,
    PRIMARY KEY (paper, role, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_party_by_local ON paper_party (version, local);

CREATE TABLE paper_step (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL, -- of the transfer, if only this place told it
    paper      INTEGER NOT NULL REFERENCES local_paper (number) ON DELETE CASCADE,
    version    INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    ordinal    INTEGER NOT NULL,
    passage    INTEGER NOT NULL REFERENCES passage (id) ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    words      TEXT NOT NULL,
    step       TEXT NOT NULL,
    factuality TEXT NOT NULL CHECK (factuality IN ('happened', 'planned', 'possible', 'denied', 'wished')),
    happened   TEXT, -- ISO date, month or year, or an EDTF interval
    received   TEXT, -- the same, of its receipt
    day_from   TEXT,
    voice      TEXT, -- id of the statement within which it is told
    rule       TEXT NOT NULL,
    confidence INTEGER NOT NULL,
    transfer   TEXT NOT NULL, -- derived: id of the transfer
    UNIQUE (version, ordinal)
) STRICT;
CREATE INDEX paper_step_by_paper ON paper_step (paper);
CREATE INDEX paper_step_by_passage ON paper_step (passage);
CREATE INDEX paper_step_by_transfer ON paper_step (transfer);
CREATE INDEX paper_step_by_id ON paper_step (id);

CREATE TABLE step_party (
    step    INTEGER NOT NULL REFERENCES paper_step (number) ON DELETE CASCADE,
    role    TEXT NOT NULL CHECK (role IN ('from', 'to', 'through')),
    ordinal INTEGER NOT NULL,
    version INTEGER NOT NULL,
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    words   TEXT NOT NULL,
    local   INTEGER,
    world   TEXT,
    side    TEXT,
    PRIMARY KEY (step, role, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX step_party_by_local ON step_party (version, local);

ALTER TABLE telling ADD COLUMN local_paper INTEGER; -- ordinal of the paper that it is done with
UPDATE version SET rows_hash = NULL WHERE id IN (SELECT version FROM telling);

-- +goose StatementBegin
CREATE TRIGGER paper_mention_is_evidence BEFORE INSERT ON paper_mention
WHEN NOT EXISTS (
    SELECT 1 FROM passage p
    WHERE p.id = NEW.passage AND p.start <= NEW.start AND NEW.start < NEW."end" AND NEW."end" <= p."end"
      AND substr(CAST(p.text AS BLOB), NEW.start - p.start + 1, NEW."end" - NEW.start) = CAST(NEW.words AS BLOB))
BEGIN SELECT RAISE(ABORT, 'evidence: the words of a paper are not the words at its span'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER paper_mention_is_fixed BEFORE UPDATE OF passage, start, "end", words ON paper_mention
BEGIN SELECT RAISE(ABORT, 'evidence: a span is not altered'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER paper_step_is_evidence BEFORE INSERT ON paper_step
WHEN NOT EXISTS (
    SELECT 1 FROM passage p
    WHERE p.id = NEW.passage AND p.version = NEW.version
      AND p.start <= NEW.start AND NEW.start < NEW."end" AND NEW."end" <= p."end"
      AND substr(CAST(p.text AS BLOB), NEW.start - p.start + 1, NEW."end" - NEW.start) = CAST(NEW.words AS BLOB))
BEGIN SELECT RAISE(ABORT, 'evidence: the words of a transfer are not the words at its span'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER paper_step_is_fixed BEFORE UPDATE OF passage, start, "end", words ON paper_step
BEGIN SELECT RAISE(ABORT, 'evidence: a span is not altered'); END;
-- +goose StatementEnd

CREATE VIEW papers AS
SELECT l.paper AS id, d.name AS document, substr(v.hash, 1, 16) AS version, l.name, l.kind, l.day AS "on",
       m.start, m."end", m.words AS text
FROM local_paper l JOIN paper_mention m ON m.paper = l.number AND m.ordinal = 0
JOIN version v ON v.id = l.version JOIN document d ON d.current = v.id;

CREATE VIEW transfers AS
SELECT s.transfer AS id, l.paper, d.name AS document, substr(v.hash, 1, 16) AS version, s.start, s."end", s.words AS text, s.step, s.factuality,
       s.happened AS "on", s.received AS received_on, s.voice
FROM paper_step s JOIN local_paper l ON l.number = s.paper JOIN version v ON v.id = s.version JOIN document d ON d.current = v.id;
