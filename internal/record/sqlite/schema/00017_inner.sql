-- +goose Up
-- A document is kept as it was received; what lies packed in it, to which the map of its
-- text leads, is kept beside it.
ALTER TABLE version_original ADD COLUMN inner TEXT REFERENCES original (hash) ON DELETE SET NULL;
CREATE INDEX version_original_inner ON version_original (inner);

DROP TRIGGER original_forgotten;
-- +goose StatementBegin
CREATE TRIGGER original_forgotten AFTER DELETE ON version_original WHEN OLD.original IS NOT NULL OR OLD.inner IS NOT NULL
BEGIN DELETE FROM original WHERE hash IN (OLD.original, OLD.inner); END;
-- +goose StatementEnd
