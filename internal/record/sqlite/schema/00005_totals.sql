-- +goose Up
-- How much a dossier holds, counted as versions become the current ones or
-- cease to be, so that no run of the program counts it over all reports.
-- Triggers keep it; `check` counts it anew.

-- One row. Only current versions count, and no struck statements.
CREATE TABLE total (
    reports      INTEGER NOT NULL,
    not_read     INTEGER NOT NULL,
    undated      INTEGER NOT NULL,
    statements   INTEGER NOT NULL,
    unattributed INTEGER NOT NULL,
    dates        INTEGER NOT NULL,
    speakers     INTEGER NOT NULL -- rows of actor_spoken
) STRICT;

-- How many statements of current versions an actor speaks, alone or with others.
CREATE TABLE actor_spoken (
    actor TEXT PRIMARY KEY,
    count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What each version adds to the two.
CREATE VIEW held_in AS
SELECT v.id AS version, v.not_read IS NOT NULL AS not_read, v.published IS NULL AND v.dateline_date IS NULL AS undated,
       (SELECT count(*) FROM statement s WHERE s.version = v.id AND s.status <> 'struck') AS statements,
       (SELECT count(*) FROM statement s WHERE s.version = v.id AND s.status <> 'struck'
          AND NOT EXISTS (SELECT 1 FROM statement_actor t WHERE t.statement = s.number AND t.role = 'speaker')) AS unattributed,
       (SELECT count(*) FROM time_expression t WHERE t.version = v.id) AS dates
FROM version v;

CREATE VIEW spoken_in AS
SELECT l.version, l.ordinal AS local, l.actor, t.statement
FROM local_actor l JOIN statement_actor t ON t.version = l.version AND t.local = l.ordinal AND t.role = 'speaker';

INSERT INTO total VALUES (0, 0, 0, 0, 0, 0, 0);

-- +goose StatementBegin
CREATE TRIGGER total_speaker_comes AFTER INSERT ON actor_spoken
BEGIN UPDATE total SET speakers = speakers + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER total_speaker_goes AFTER DELETE ON actor_spoken
BEGIN UPDATE total SET speakers = speakers - 1; END;
-- +goose StatementEnd

-- A version becomes the current one, or ceases to be.
-- +goose StatementBegin
CREATE TRIGGER total_goes AFTER UPDATE OF current ON document WHEN OLD.current IS NOT NULL AND OLD.current IS NOT NEW.current
BEGIN
    UPDATE total SET reports = reports - 1, not_read = total.not_read - x.not_read, undated = total.undated - x.undated,
        statements = total.statements - x.statements, unattributed = total.unattributed - x.unattributed, dates = total.dates - x.dates
    FROM held_in x WHERE x.version = OLD.current;
    UPDATE actor_spoken SET count = actor_spoken.count - x.count
    FROM (SELECT actor, count(*) AS count FROM spoken_in WHERE version = OLD.current GROUP BY actor) x
    WHERE actor_spoken.actor = x.actor;
    DELETE FROM actor_spoken WHERE count = 0 AND actor IN (SELECT actor FROM spoken_in WHERE version = OLD.current);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER total_comes AFTER UPDATE OF current ON document WHEN NEW.current IS NOT NULL AND OLD.current IS NOT NEW.current
BEGIN
    UPDATE total SET reports = reports + 1, not_read = total.not_read + x.not_read, undated = total.undated + x.undated,
        statements = total.statements + x.statements, unattributed = total.unattributed + x.unattributed, dates = total.dates + x.dates
    FROM held_in x WHERE x.version = NEW.current;
    INSERT INTO actor_spoken (actor, count)
    SELECT actor, count(*) FROM spoken_in WHERE version = NEW.current GROUP BY actor
    ON CONFLICT DO UPDATE SET count = count + excluded.count;
END;
-- +goose StatementEnd

-- A speaker of a current version is taken for another actor.
-- +goose StatementBegin
CREATE TRIGGER total_moves AFTER UPDATE OF actor ON local_actor
WHEN OLD.actor <> NEW.actor AND EXISTS (SELECT 1 FROM document WHERE current = NEW.version)
BEGIN
    UPDATE actor_spoken SET count = count - (SELECT count(*) FROM spoken_in WHERE version = NEW.version AND local = NEW.ordinal)
    WHERE actor = OLD.actor;
    DELETE FROM actor_spoken WHERE actor = OLD.actor AND count = 0;
    INSERT INTO actor_spoken (actor, count)
    SELECT actor, count(*) FROM spoken_in WHERE version = NEW.version AND local = NEW.ordinal GROUP BY actor
    ON CONFLICT DO UPDATE SET count = count + excluded.count;
END;
-- +goose StatementEnd

-- Dossiers that are there already.
UPDATE total SET (reports, not_read, undated, statements, unattributed, dates) = (
    SELECT count(*), coalesce(sum(x.not_read), 0), coalesce(sum(x.undated), 0), coalesce(sum(x.statements), 0),
           coalesce(sum(x.unattributed), 0), coalesce(sum(x.dates), 0)
    FROM document d JOIN held_in x ON x.version = d.current);
INSERT INTO actor_spoken (actor, count)
SELECT x.actor, count(*) FROM document d JOIN spoken_in x ON x.version = d.current GROUP BY x.actor;
