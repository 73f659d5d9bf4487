-- +goose Up
-- Where a report tells a deed or an encounter, and who takes part in it.
CREATE TABLE telling (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL, -- of the event that it tells
    version    INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    ordinal    INTEGER NOT NULL,
    passage    INTEGER NOT NULL REFERENCES passage (id) ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    words      TEXT NOT NULL,
    type       TEXT NOT NULL,
    predicate  TEXT NOT NULL, -- lemma of the word that tells it
    factuality TEXT NOT NULL CHECK (factuality IN ('happened', 'planned', 'possible', 'denied', 'wished')),
    background INTEGER NOT NULL,
    place      TEXT,
    happened   TEXT, -- ISO date, month or year, or an EDTF interval
    day_from   TEXT,
    voice      TEXT, -- id of the statement within which it is told
    paper      TEXT, -- the words that mean the paper
    plover_type TEXT,
    plover_mode TEXT,
    cameo      TEXT,
    rule       TEXT NOT NULL,
    confidence INTEGER NOT NULL,
    UNIQUE (version, ordinal)
) STRICT;
CREATE INDEX telling_by_passage ON telling (passage);
CREATE INDEX telling_by_id ON telling (id);
CREATE INDEX telling_by_day ON telling (happened);

CREATE TABLE telling_party (
    telling INTEGER NOT NULL REFERENCES telling (number) ON DELETE CASCADE,
    role    TEXT NOT NULL CHECK (role IN ('initiator', 'recipient', 'through')),
    ordinal INTEGER NOT NULL,
    version INTEGER NOT NULL,
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    words   TEXT NOT NULL,
    local   INTEGER, -- null where the words are tied to no actor of the report
    PRIMARY KEY (telling, role, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX telling_party_by_local ON telling_party (version, local);

-- +goose StatementBegin
CREATE TRIGGER telling_is_evidence BEFORE INSERT ON telling
WHEN NOT EXISTS (
    SELECT 1 FROM passage p
    WHERE p.id = NEW.passage AND p.version = NEW.version
      AND p.start <= NEW.start AND NEW.start < NEW."end" AND NEW."end" <= p."end"
      AND substr(CAST(p.text AS BLOB), NEW.start - p.start + 1, NEW."end" - NEW.start) = CAST(NEW.words AS BLOB))
BEGIN SELECT RAISE(ABORT, 'evidence: the words of an event are not the words at its span'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER telling_is_fixed BEFORE UPDATE OF passage, start, "end", words ON telling
BEGIN SELECT RAISE(ABORT, 'evidence: a span is not altered'); END;
-- +goose StatementEnd

CREATE VIEW events AS
SELECT t.id, d.name AS document, substr(v.hash, 1, 16) AS version, t.start, t."end", t.words AS text, t.type, t.predicate,
       t.factuality, t.background, t.place, t.happened AS "on", t.voice, t.paper,
       (SELECT group_concat(coalesce(a.name, p.words), '; ') FROM telling_party p
        LEFT JOIN local_actor l ON l.version = p.version AND l.ordinal = p.local LEFT JOIN actor a ON a.id = l.actor
        WHERE p.telling = t.number AND p.role = 'initiator') AS initiators,
       (SELECT group_concat(coalesce(a.name, p.words), '; ') FROM telling_party p
        LEFT JOIN local_actor l ON l.version = p.version AND l.ordinal = p.local LEFT JOIN actor a ON a.id = l.actor
        WHERE p.telling = t.number AND p.role = 'recipient') AS recipients
FROM telling t JOIN version v ON v.id = t.version JOIN document d ON d.current = v.id;
