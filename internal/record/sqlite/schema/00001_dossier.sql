-- +goose Up
-- The dossier: documents and their versions, what was read from each, and what
-- a person changed. docs/dossier.md says what every table and column means.
-- Offsets are bytes of a version's text, half-open.

CREATE TABLE dossier (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- One row a name; answers come from the current version.
CREATE TABLE document (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE,
    current INTEGER REFERENCES version (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE version (
    id              INTEGER PRIMARY KEY,
    document        INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    number          INTEGER NOT NULL CHECK (number >= 1),
    hash            TEXT NOT NULL CHECK (length(hash) = 64), -- SHA-256 over text and metadata as given
    bytes           INTEGER NOT NULL,
    kind            TEXT NOT NULL,
    short           TEXT NOT NULL,
    outlet          TEXT,
    title           TEXT,
    uri             TEXT,
    language        TEXT,
    published       TEXT, -- the second clock: when it was published
    published_from  TEXT,
    dateline_place  TEXT,
    dateline_date   TEXT,
    dateline_agency TEXT,
    bounds          TEXT, -- JSON: {"not_before", "evidence"}
    encoding        TEXT NOT NULL,
    byte_base       INTEGER NOT NULL,
    extra           TEXT NOT NULL DEFAULT '{}', -- JSON object: keys and columns that have no meaning here
    read_at         TEXT NOT NULL, -- the third clock: when it was read, UTC
    model           TEXT, -- null where it was not read
    not_read        TEXT, -- why not: a language tag, or a reason
    UNIQUE (document, number),
    UNIQUE (document, hash)
) STRICT;

-- The text, paragraph by paragraph, without a gap.
CREATE TABLE passage (
    id      INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    text    TEXT NOT NULL,
    UNIQUE (version, start),
    CHECK ("end" - start = length(CAST(text AS BLOB)) AND "end" > start)
) STRICT;

CREATE TABLE part (
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('title', 'heading', 'caption', 'body')),
    PRIMARY KEY (version, start)
) STRICT, WITHOUT ROWID;

-- Every value found for a field of a version's metadata, whichever won.
CREATE TABLE fact (
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    field   TEXT NOT NULL,
    value   TEXT NOT NULL,
    origin  TEXT NOT NULL,
    start   INTEGER,
    "end"   INTEGER,
    PRIMARY KEY (version, ordinal)
) STRICT, WITHOUT ROWID;

-- The analysis of the words: a cache that can be dropped and made again.
CREATE TABLE analysis (
    version INTEGER PRIMARY KEY REFERENCES version (id) ON DELETE CASCADE,
    model   TEXT NOT NULL,
    data    BLOB NOT NULL
) STRICT;

CREATE TABLE statement (
    number         INTEGER PRIMARY KEY,
    id             TEXT NOT NULL,
    version        INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    ordinal        INTEGER NOT NULL, -- by first content offset, first cue offset, id
    part           TEXT NOT NULL,
    mode           TEXT NOT NULL CHECK (mode IN ('direct', 'indirect', 'mixed')),
    kind           TEXT NOT NULL,
    plover_type    TEXT,
    plover_mode    TEXT,
    cameo          TEXT,
    factuality     TEXT NOT NULL CHECK (factuality IN ('asserted', 'negated', 'possible', 'asked')),
    repeats        INTEGER NOT NULL CHECK (repeats IN (0, 1)),
    account        TEXT NOT NULL CHECK (account IN ('own', 'same_side', 'ascribed', 'outlet')),
    channel        TEXT,
    said_on        TEXT, -- the first clock: when it was said
    said_on_from   TEXT CHECK (said_on_from IN ('words', 'occasion', 'context')),
    not_after      TEXT,
    parent         TEXT, -- id of a statement of the same version
    utterance      TEXT,
    rule           TEXT NOT NULL,
    confidence     INTEGER NOT NULL CHECK (confidence BETWEEN 0 AND 1000),
    status         TEXT NOT NULL DEFAULT 'unread'
                   CHECK (status IN ('unread', 'checked', 'corrected', 'added', 'struck')),
    corrected      TEXT NOT NULL DEFAULT '[]', -- JSON list of field names
    UNIQUE (version, id),
    UNIQUE (version, ordinal),
    CHECK ((said_on IS NULL) = (said_on_from IS NULL))
) STRICT;
CREATE INDEX statement_by_id ON statement (id);
CREATE INDEX statement_by_said_on ON statement (said_on);

-- The evidence of a statement: which words are its source, cue, content, ….
CREATE TABLE statement_span (
    statement INTEGER NOT NULL REFERENCES statement (number) ON DELETE CASCADE,
    role      TEXT NOT NULL
              CHECK (role IN ('source', 'cue', 'content', 'set_apart', 'occasion', 'responds_to')),
    ordinal   INTEGER NOT NULL,
    passage   INTEGER NOT NULL REFERENCES passage (id) ON DELETE CASCADE,
    start     INTEGER NOT NULL,
    "end"     INTEGER NOT NULL,
    words     TEXT NOT NULL,
    responds_to TEXT, -- id of the statement replied to, for that role
    PRIMARY KEY (statement, role, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_span_by_passage ON statement_span (passage);

-- An actor of the dossier, made by identity from the actors of its reports.
CREATE TABLE actor (
    id   TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    type TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- An actor as one report knows it.
CREATE TABLE local_actor (
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    name    TEXT NOT NULL,
    type    TEXT NOT NULL,
    office  TEXT,
    names   TEXT NOT NULL DEFAULT '[]', -- JSON list: every name the report uses
    actor   TEXT NOT NULL REFERENCES actor (id),
    PRIMARY KEY (version, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX local_actor_by_actor ON local_actor (actor);

CREATE TABLE statement_actor (
    statement INTEGER NOT NULL REFERENCES statement (number) ON DELETE CASCADE,
    role      TEXT NOT NULL CHECK (role IN ('speaker', 'addressee')),
    ordinal   INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    local     INTEGER NOT NULL,
    PRIMARY KEY (statement, role, ordinal),
    FOREIGN KEY (version, local) REFERENCES local_actor (version, ordinal) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_actor_by_local ON statement_actor (version, local);

CREATE TABLE mention (
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    passage INTEGER NOT NULL REFERENCES passage (id) ON DELETE CASCADE,
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    words   TEXT NOT NULL,
    form    TEXT NOT NULL CHECK (form IN ('name', 'nominal', 'pronoun')),
    type    TEXT NOT NULL,
    local   INTEGER, -- null where it is tied to no actor
    rule    TEXT NOT NULL,
    PRIMARY KEY (version, ordinal),
    FOREIGN KEY (version, local) REFERENCES local_actor (version, ordinal) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_by_passage ON mention (passage);
CREATE INDEX mention_by_local ON mention (version, local);

CREATE TABLE time_expression (
    version   INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    ordinal   INTEGER NOT NULL,
    passage   INTEGER NOT NULL REFERENCES passage (id) ON DELETE CASCADE,
    start     INTEGER NOT NULL,
    "end"     INTEGER NOT NULL,
    words     TEXT NOT NULL,
    type      TEXT NOT NULL CHECK (type IN ('DATE', 'TIME', 'DURATION', 'SET')),
    value     TEXT NOT NULL,
    mod       TEXT,
    anchor    TEXT,
    rule      TEXT NOT NULL,
    statement TEXT, -- id of the statement of the same version whose content holds it
    PRIMARY KEY (version, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX time_expression_by_passage ON time_expression (passage);
CREATE INDEX time_expression_by_value ON time_expression (value);

-- What a person changed, in order, never altered: an undo is a row of its own.
CREATE TABLE correction (
    id      INTEGER PRIMARY KEY,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    why     TEXT NOT NULL DEFAULT '',
    about   TEXT NOT NULL CHECK (about IN ('statement', 'document', 'actor', 'undo')),
    target  TEXT NOT NULL, -- JSON: what it is about, by text (docs/dossier.md)
    field   TEXT NOT NULL DEFAULT '',
    value   TEXT -- JSON
) STRICT;

-- The invariant of evidence: the words at a span are the words in the row, and
-- the passage belongs to the version that the row speaks of.
-- +goose StatementBegin
CREATE TRIGGER statement_span_is_evidence BEFORE INSERT ON statement_span
WHEN NOT EXISTS (
    SELECT 1 FROM passage p
    WHERE p.id = NEW.passage
      AND p.version = (SELECT version FROM statement WHERE number = NEW.statement)
      AND p.start <= NEW.start AND NEW.start < NEW."end" AND NEW."end" <= p."end"
      AND substr(CAST(p.text AS BLOB), NEW.start - p.start + 1, NEW."end" - NEW.start) = CAST(NEW.words AS BLOB))
BEGIN SELECT RAISE(ABORT, 'evidence: the words of a statement are not the words at its span'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER mention_is_evidence BEFORE INSERT ON mention
WHEN NOT EXISTS (
    SELECT 1 FROM passage p
    WHERE p.id = NEW.passage AND p.version = NEW.version
      AND p.start <= NEW.start AND NEW.start < NEW."end" AND NEW."end" <= p."end"
      AND substr(CAST(p.text AS BLOB), NEW.start - p.start + 1, NEW."end" - NEW.start) = CAST(NEW.words AS BLOB))
BEGIN SELECT RAISE(ABORT, 'evidence: the words of a mention are not the words at its span'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER time_expression_is_evidence BEFORE INSERT ON time_expression
WHEN NOT EXISTS (
    SELECT 1 FROM passage p
    WHERE p.id = NEW.passage AND p.version = NEW.version
      AND p.start <= NEW.start AND NEW.start < NEW."end" AND NEW."end" <= p."end"
      AND substr(CAST(p.text AS BLOB), NEW.start - p.start + 1, NEW."end" - NEW.start) = CAST(NEW.words AS BLOB))
BEGIN SELECT RAISE(ABORT, 'evidence: the words of a time expression are not the words at its span'); END;
-- +goose StatementEnd

-- Evidence is written once. To change it, the row is deleted and made again.
-- +goose StatementBegin
CREATE TRIGGER passage_is_fixed BEFORE UPDATE ON passage
BEGIN SELECT RAISE(ABORT, 'evidence: stored text is not altered'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER statement_span_is_fixed BEFORE UPDATE OF passage, start, "end", words ON statement_span
BEGIN SELECT RAISE(ABORT, 'evidence: a span is not altered'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER mention_is_fixed BEFORE UPDATE OF passage, start, "end", words ON mention
BEGIN SELECT RAISE(ABORT, 'evidence: a span is not altered'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER time_expression_is_fixed BEFORE UPDATE OF passage, start, "end", words ON time_expression
BEGIN SELECT RAISE(ABORT, 'evidence: a span is not altered'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER correction_is_fixed BEFORE UPDATE ON correction
BEGIN SELECT RAISE(ABORT, 'corrections are only added'); END;
-- +goose StatementEnd

-- Full text: the words of every passage, and of every statement's content.
CREATE VIRTUAL TABLE passage_text USING fts5 (
    text, content = 'passage', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE statement_text USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
-- +goose StatementBegin
CREATE TRIGGER passage_is_indexed AFTER INSERT ON passage
BEGIN INSERT INTO passage_text (rowid, text) VALUES (NEW.id, NEW.text); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER passage_leaves_index AFTER DELETE ON passage
BEGIN INSERT INTO passage_text (passage_text, rowid, text) VALUES ('delete', OLD.id, OLD.text); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER statement_leaves_index AFTER DELETE ON statement
BEGIN DELETE FROM statement_text WHERE rowid = OLD.number; END;
-- +goose StatementEnd

-- For people who open the file with sqlite3 or Datasette.
CREATE VIEW documents AS
SELECT d.name AS id, v.short, v.kind, v.outlet, v.title, v.published, v.published_from,
       v.dateline_place, v.dateline_date, v.dateline_agency, v.uri, v.language, v.bytes,
       substr(v.hash, 1, 16) AS version, v.number AS versions, v.read_at, v.model, v.not_read
FROM document d JOIN version v ON v.id = d.current;

CREATE VIEW statements AS
SELECT s.id, d.name AS document, substr(v.hash, 1, 16) AS version, s.part,
       (SELECT group_concat(words, ' … ') FROM statement_span x WHERE x.statement = s.number AND role = 'source') AS source,
       (SELECT group_concat(words, ' … ') FROM statement_span x WHERE x.statement = s.number AND role = 'cue') AS cue,
       (SELECT group_concat(words, ' … ') FROM statement_span x WHERE x.statement = s.number AND role = 'content') AS content,
       (SELECT min(start) FROM statement_span x WHERE x.statement = s.number AND role = 'content') AS content_start,
       (SELECT max("end") FROM statement_span x WHERE x.statement = s.number AND role = 'content') AS content_end,
       (SELECT a.name FROM statement_actor t JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local
        JOIN actor a ON a.id = l.actor WHERE t.statement = s.number AND t.role = 'speaker' ORDER BY t.ordinal LIMIT 1) AS speaker,
       s.mode, s.kind, s.factuality, s.account, s.channel, s.said_on, s.said_on_from, s.not_after,
       v.published, s.parent, s.rule, s.confidence, s.status
FROM statement s JOIN version v ON v.id = s.version JOIN document d ON d.current = v.id;

CREATE VIEW dates AS
SELECT d.name AS document, substr(v.hash, 1, 16) AS version, t.start, t."end", t.words AS text,
       t.type, t.value, t.mod, t.anchor, t.rule, t.statement
FROM time_expression t JOIN version v ON v.id = t.version JOIN document d ON d.current = v.id;

CREATE VIEW mentions AS
SELECT d.name AS document, substr(v.hash, 1, 16) AS version, m.start, m."end", m.words AS text,
       m.form, m.type, a.id AS actor, a.name
FROM mention m JOIN version v ON v.id = m.version JOIN document d ON d.current = v.id
LEFT JOIN local_actor l ON l.version = m.version AND l.ordinal = m.local LEFT JOIN actor a ON a.id = l.actor;
