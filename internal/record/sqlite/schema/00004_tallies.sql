-- +goose Up
-- What a profile shows of an actor, counted as documents come, change and go,
-- so that no page counts it over thousands of reports. Only current versions
-- count. Triggers keep it; `check` counts it anew.

-- Words go into the indices at the end of a transaction, many versions at once.
DROP TRIGGER passage_is_indexed;

-- Names by which a report mentions an actor, with how often: [{"name", "count"}].
ALTER TABLE local_actor ADD COLUMN named TEXT NOT NULL DEFAULT '[]';

-- How often the reports call an actor by a name.
CREATE TABLE actor_name (
    actor TEXT NOT NULL,
    name  TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (actor, name)
) STRICT, WITHOUT ROWID;

-- On how many days, and in how many reports of each, an actor is spoken of.
CREATE TABLE actor_day (
    actor   TEXT NOT NULL,
    day     TEXT NOT NULL, -- the report's own day; '' where it has none
    reports INTEGER NOT NULL,
    PRIMARY KEY (actor, day)
) STRICT, WITHOUT ROWID;

-- The reports that give an actor an office. The words stand in local_actor.facts.
CREATE TABLE actor_office (
    actor    TEXT NOT NULL,
    title    TEXT NOT NULL,
    of       TEXT NOT NULL, -- '' where the report names no body
    of_world TEXT NOT NULL,
    former   INTEGER NOT NULL,
    day      TEXT NOT NULL, -- the report's own day; '' where it has none
    version  INTEGER NOT NULL,
    local    INTEGER NOT NULL,
    ordinal  INTEGER NOT NULL, -- place in the list of facts
    PRIMARY KEY (actor, title, of, of_world, former, day, version, local, ordinal)
) STRICT, WITHOUT ROWID;

-- What each version adds to the three.
CREATE VIEW named_in AS
SELECT l.version, l.ordinal AS local, l.actor, n.value ->> 'name' AS name, n.value ->> 'count' AS count
FROM local_actor l JOIN json_each(l.named) n;

CREATE VIEW seen_in AS
SELECT l.version, l.ordinal AS local, l.actor, coalesce(v.dateline_date, substr(v.published, 1, 10), '') AS day
FROM local_actor l JOIN version v ON v.id = l.version;

CREATE VIEW office_in AS
SELECT l.version, l.ordinal AS local, l.actor, r.value ->> 'title' AS title, r.value ->> 'of' AS of,
       r.value ->> 'of_world' AS of_world, (r.value ->> 'former') AS former,
       coalesce(v.dateline_date, substr(v.published, 1, 10), '') AS day, r.key AS ordinal
FROM local_actor l JOIN version v ON v.id = l.version JOIN json_each(l.facts, '$.roles') r
WHERE l.facts LIKE '%"roles"%';

-- A version becomes the current one, or ceases to be.
-- +goose StatementBegin
CREATE TRIGGER tally_goes AFTER UPDATE OF current ON document WHEN OLD.current IS NOT NULL AND OLD.current IS NOT NEW.current
BEGIN
    UPDATE actor_name SET count = actor_name.count - x.count
    FROM (SELECT actor, name, sum(count) AS count FROM named_in WHERE version = OLD.current GROUP BY actor, name) x
    WHERE actor_name.actor = x.actor AND actor_name.name = x.name;
    DELETE FROM actor_name WHERE count = 0 AND (actor, name) IN (SELECT actor, name FROM named_in WHERE version = OLD.current);
    UPDATE actor_day SET reports = actor_day.reports - x.reports
    FROM (SELECT actor, day, count(*) AS reports FROM seen_in WHERE version = OLD.current GROUP BY actor, day) x
    WHERE actor_day.actor = x.actor AND actor_day.day = x.day;
    DELETE FROM actor_day WHERE reports = 0 AND (actor, day) IN (SELECT actor, day FROM seen_in WHERE version = OLD.current);
    DELETE FROM actor_office WHERE (actor, title, of, of_world, former, day, version, local, ordinal) IN
        (SELECT actor, title, of, of_world, former, day, version, local, ordinal FROM office_in WHERE version = OLD.current);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER tally_comes AFTER UPDATE OF current ON document WHEN NEW.current IS NOT NULL AND OLD.current IS NOT NEW.current
BEGIN
    INSERT INTO actor_name (actor, name, count)
    SELECT actor, name, sum(count) FROM named_in WHERE version = NEW.current GROUP BY actor, name
    ON CONFLICT DO UPDATE SET count = count + excluded.count;
    INSERT INTO actor_day (actor, day, reports)
    SELECT actor, day, count(*) FROM seen_in WHERE version = NEW.current GROUP BY actor, day
    ON CONFLICT DO UPDATE SET reports = reports + excluded.reports;
    INSERT INTO actor_office (actor, title, of, of_world, former, day, version, local, ordinal)
    SELECT actor, title, of, of_world, former, day, version, local, ordinal FROM office_in WHERE version = NEW.current;
END;
-- +goose StatementEnd

-- An actor of a current version is taken for another one.
-- +goose StatementBegin
CREATE TRIGGER tally_moves AFTER UPDATE OF actor ON local_actor
WHEN OLD.actor <> NEW.actor AND EXISTS (SELECT 1 FROM document WHERE current = NEW.version)
BEGIN
    UPDATE actor_name SET count = actor_name.count - x.count
    FROM (SELECT name, count FROM named_in WHERE version = NEW.version AND local = NEW.ordinal) x
    WHERE actor_name.actor = OLD.actor AND actor_name.name = x.name;
    DELETE FROM actor_name WHERE actor = OLD.actor AND count = 0;
    INSERT INTO actor_name (actor, name, count)
    SELECT actor, name, count FROM named_in WHERE version = NEW.version AND local = NEW.ordinal
    ON CONFLICT DO UPDATE SET count = count + excluded.count;
    UPDATE actor_day SET reports = reports - 1
    WHERE actor = OLD.actor AND day = (SELECT day FROM seen_in WHERE version = NEW.version AND local = NEW.ordinal);
    DELETE FROM actor_day WHERE actor = OLD.actor AND reports = 0
      AND day = (SELECT day FROM seen_in WHERE version = NEW.version AND local = NEW.ordinal);
    INSERT INTO actor_day (actor, day, reports)
    SELECT actor, day, 1 FROM seen_in WHERE version = NEW.version AND local = NEW.ordinal
    ON CONFLICT DO UPDATE SET reports = reports + 1;
    UPDATE actor_office SET actor = NEW.actor WHERE (actor, title, of, of_world, former, day, version, local, ordinal) IN
        (SELECT OLD.actor, title, of, of_world, former, day, version, local, ordinal FROM office_in
         WHERE version = NEW.version AND local = NEW.ordinal);
END;
-- +goose StatementEnd

-- Dossiers that are there already: a mention may be a whole phrase, with title
-- and apposition; the name is the longest one in it that the report uses.
UPDATE local_actor SET named = (
    SELECT json_group_array(json_object('name', name, 'count', n)) FROM (
        SELECT coalesce((SELECT x.value FROM json_each(local_actor.names) x
                         WHERE instr(replace(m.words, char(10), ' '), x.value) > 0 ORDER BY length(x.value) DESC LIMIT 1), m.words) AS name,
               count(*) AS n
        FROM mention m WHERE m.version = local_actor.version AND m.local = local_actor.ordinal AND m.form = 'name'
        GROUP BY 1 ORDER BY 1));
INSERT INTO actor_name (actor, name, count)
SELECT n.actor, n.name, sum(n.count) FROM document d JOIN named_in n ON n.version = d.current GROUP BY n.actor, n.name;
INSERT INTO actor_day (actor, day, reports)
SELECT s.actor, s.day, count(*) FROM document d JOIN seen_in s ON s.version = d.current GROUP BY s.actor, s.day;
INSERT INTO actor_office (actor, title, of, of_world, former, day, version, local, ordinal)
SELECT o.actor, o.title, o.of, o.of_world, o.former, o.day, o.version, o.local, o.ordinal FROM document d JOIN office_in o ON o.version = d.current;
