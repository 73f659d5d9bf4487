-- +goose Up
-- What a report tells that somebody wants of a paper: that it be kept or made public.
CREATE TABLE paper_wish (
    number  INTEGER PRIMARY KEY,
    paper   INTEGER NOT NULL REFERENCES local_paper (number) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    passage INTEGER NOT NULL REFERENCES passage (id) ON DELETE CASCADE,
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    words   TEXT NOT NULL,
    value   TEXT NOT NULL CHECK (value IN ('confidential', 'public')),
    voice   TEXT, -- id of the statement within which it is told
    version INTEGER NOT NULL,
    by_words TEXT, -- who wants it, null where nobody is told
    local   INTEGER,
    world   TEXT,
    side    TEXT,
    UNIQUE (paper, ordinal)
) STRICT;
CREATE INDEX paper_wish_by_passage ON paper_wish (passage);
-- +goose StatementBegin
CREATE TRIGGER paper_wish_is_evidence BEFORE INSERT ON paper_wish
WHEN NOT EXISTS (
    SELECT 1 FROM passage p
    WHERE p.id = NEW.passage AND p.start <= NEW.start AND NEW.start < NEW."end" AND NEW."end" <= p."end"
      AND substr(CAST(p.text AS BLOB), NEW.start - p.start + 1, NEW."end" - NEW.start) = CAST(NEW.words AS BLOB))
BEGIN SELECT RAISE(ABORT, 'evidence: the words of a wish are not the words at its span'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER paper_wish_is_fixed BEFORE UPDATE OF passage, start, "end", words ON paper_wish
BEGIN SELECT RAISE(ABORT, 'evidence: a span is not altered'); END;
-- +goose StatementEnd
