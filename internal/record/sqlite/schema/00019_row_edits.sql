-- +goose Up
-- What a person did with a telling of an event, a paper of a report and a step of one: JSON
-- of its status, the fields that were corrected, and what the machine had there.
ALTER TABLE telling ADD COLUMN edited TEXT;
ALTER TABLE local_paper ADD COLUMN edited TEXT;
ALTER TABLE paper_step ADD COLUMN edited TEXT;
UPDATE version SET rows_hash = NULL WHERE id IN (SELECT version FROM telling UNION SELECT version FROM local_paper);

-- A correction can be about these rows too.
DROP VIEW v_corrections;
DROP TRIGGER correction_is_fixed;
ALTER TABLE correction RENAME TO correction_before;
CREATE TABLE correction (
    id      INTEGER PRIMARY KEY,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    why     TEXT NOT NULL DEFAULT '',
    about   TEXT NOT NULL CHECK (about IN ('statement', 'document', 'actor', 'undo', 'event', 'paper', 'transfer')),
    target  TEXT NOT NULL, -- JSON: what it is about, by text (docs/dossier.md)
    field   TEXT NOT NULL DEFAULT '',
    value   TEXT -- JSON
) STRICT;
INSERT INTO correction SELECT id, made_at, made_by, why, about, target, field, value FROM correction_before ORDER BY id;
DROP TABLE correction_before;
-- +goose StatementBegin
CREATE TRIGGER correction_is_fixed BEFORE UPDATE ON correction
BEGIN SELECT RAISE(ABORT, 'corrections are only added'); END;
-- +goose StatementEnd
CREATE VIEW v_corrections AS
SELECT c.id AS number, c.made_at, c.made_by, c.about,
       coalesce(c.target ->> '$.document', c.target ->> '$.evidence[0].document') AS document, c.field, c.value, c.why
FROM correction c;
