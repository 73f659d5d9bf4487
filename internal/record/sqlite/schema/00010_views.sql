-- +goose Up
-- The file opens with SQLite 3.38 and later: no table needs contentless_delete (3.43).
-- What goes with a version leaves the index of statements before its words are gone.
DROP TRIGGER IF EXISTS statement_leaves_index;
DROP TABLE IF EXISTS statement_text;
DROP VIEW IF EXISTS statement_words;
CREATE VIEW statement_words AS
SELECT s.number, s.version,
       (SELECT group_concat(words, char(10)) FROM
           (SELECT words FROM statement_span WHERE statement = s.number AND role = 'content' ORDER BY ordinal)) AS words
FROM statement s;
CREATE VIRTUAL TABLE statement_text USING fts5 (
    words, content = 'statement_words', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO statement_text (rowid, words) SELECT number, words FROM statement_words ORDER BY number;
DROP TRIGGER IF EXISTS version_leaves_index;
-- +goose StatementBegin
CREATE TRIGGER version_leaves_index BEFORE DELETE ON version
BEGIN
    INSERT INTO statement_text (statement_text, rowid, words)
    SELECT 'delete', w.number, w.words FROM statement_words w
    WHERE w.version = OLD.id AND w.number IN (SELECT id FROM statement_text_docsize);
END;
-- +goose StatementEnd

-- Views for people: docs/sql.md says what each is for, and a test compares each with
-- the list of the command that gives the same rows.
CREATE VIEW v_documents AS
SELECT d.name AS document, v.short AS report, v.kind, v.outlet, v.title, v.published, v.published_from,
       coalesce(v.dateline_date, substr(v.published, 1, 10)) AS reported_on, v.dateline_place AS place, v.dateline_agency AS agency,
       v.uri, v.language, v.bytes, substr(v.hash, 1, 16) AS version, v.hash, v.number AS versions,
       (SELECT count(*) FROM statement s WHERE s.version = v.id AND s.status <> 'struck') AS statements,
       v.read_at, v.model, v.not_read
FROM document d JOIN version v ON v.id = d.current;

CREATE VIEW v_statements AS
SELECT s.id, d.name AS document, substr(v.hash, 1, 16) AS version, v.short AS report, v.outlet, v.published,
       coalesce(v.dateline_date, substr(v.published, 1, 10)) AS reported_on, v.title, v.uri, s.part,
       (SELECT group_concat(words, ' … ') FROM
           (SELECT words FROM statement_span x WHERE x.statement = s.number AND x.role = 'content' ORDER BY ordinal)) AS words,
       (SELECT min(start) FROM statement_span x WHERE x.statement = s.number AND x.role = 'content') AS start_byte,
       (SELECT max("end") FROM statement_span x WHERE x.statement = s.number AND x.role = 'content') AS end_byte,
       (SELECT group_concat(words, ' … ') FROM
           (SELECT words FROM statement_span x WHERE x.statement = s.number AND x.role = 'source' ORDER BY ordinal)) AS speaker_as_written,
       (SELECT group_concat(words, ' … ') FROM
           (SELECT words FROM statement_span x WHERE x.statement = s.number AND x.role = 'cue' ORDER BY ordinal)) AS cue,
       a.name AS speaker, a.id AS speaker_id, a.type AS speaker_type, l.office,
       (SELECT coalesce(b.name, x.side) FROM actor_side x LEFT JOIN actor b ON b.id = x.side
        WHERE x.actor = a.id ORDER BY x.ordinal LIMIT 1) AS side,
       (SELECT group_concat(name, '; ') FROM
           (SELECT b.name FROM statement_actor u JOIN local_actor m ON m.version = u.version AND m.ordinal = u.local
            JOIN actor b ON b.id = m.actor WHERE u.statement = s.number AND u.role = 'addressee' ORDER BY u.ordinal)) AS addressees,
       s.kind, s.mode, s.factuality, s.repeats, s.account,
       (SELECT b.name FROM statement p JOIN statement_actor u ON u.statement = p.number AND u.role = 'speaker' AND u.ordinal = 0
        JOIN local_actor m ON m.version = u.version AND m.ordinal = u.local JOIN actor b ON b.id = m.actor
        WHERE p.version = s.version AND p.id = s.parent) AS teller,
       s.channel,
       (SELECT words FROM statement_span x WHERE x.statement = s.number AND x.role = 'occasion' ORDER BY ordinal DESC LIMIT 1) AS occasion,
       s.said_on, s.said_on_from, s.not_after, s.parent, s.utterance, s.plover_type, s.plover_mode, s.cameo,
       s.rule, s.confidence, s.status
FROM document d JOIN version v ON v.id = d.current JOIN statement s ON s.version = v.id
LEFT JOIN statement_actor t ON t.statement = s.number AND t.role = 'speaker' AND t.ordinal = 0
LEFT JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local LEFT JOIN actor a ON a.id = l.actor
WHERE s.status <> 'struck';

CREATE VIEW v_voices AS
SELECT s.id AS statement, d.name AS document, t.role, t.ordinal + 1 AS place, a.id AS actor, a.name, a.type, l.office
FROM document d JOIN statement s ON s.version = d.current JOIN statement_actor t ON t.statement = s.number
JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local JOIN actor a ON a.id = l.actor
WHERE s.status <> 'struck';

CREATE VIEW v_events AS
SELECT t.id, d.name AS document, substr(v.hash, 1, 16) AS version, v.short AS report, v.outlet, v.published,
       coalesce(v.dateline_date, substr(v.published, 1, 10)) AS reported_on, v.uri,
       t.words, t.start AS start_byte, t."end" AS end_byte, t.type, t.predicate,
       (SELECT group_concat(name, '; ') FROM (SELECT coalesce(a.name, p.words) AS name FROM telling_party p
        LEFT JOIN local_actor l ON l.version = p.version AND l.ordinal = p.local LEFT JOIN actor a ON a.id = l.actor
        WHERE p.telling = t.number AND p.role = 'initiator' ORDER BY p.ordinal)) AS who,
       (SELECT group_concat(name, '; ') FROM (SELECT coalesce(a.name, p.words) AS name FROM telling_party p
        LEFT JOIN local_actor l ON l.version = p.version AND l.ordinal = p.local LEFT JOIN actor a ON a.id = l.actor
        WHERE p.telling = t.number AND p.role = 'recipient' ORDER BY p.ordinal)) AS to_whom,
       (SELECT group_concat(name, '; ') FROM (SELECT coalesce(a.name, p.words) AS name FROM telling_party p
        LEFT JOIN local_actor l ON l.version = p.version AND l.ordinal = p.local LEFT JOIN actor a ON a.id = l.actor
        WHERE p.telling = t.number AND p.role = 'through' ORDER BY p.ordinal)) AS through,
       t.paper AS paper_as_called, t.place, t.happened AS happened_on, t.day_from AS happened_on_from, t.factuality, t.background,
       t.voice, (SELECT a.name FROM statement s JOIN statement_actor w ON w.statement = s.number AND w.role = 'speaker' AND w.ordinal = 0
        JOIN local_actor l ON l.version = w.version AND l.ordinal = w.local JOIN actor a ON a.id = l.actor
        WHERE s.version = t.version AND s.id = t.voice) AS teller,
       t.plover_type, t.plover_mode, t.cameo, t.rule, t.confidence
FROM document d JOIN version v ON v.id = d.current JOIN telling t ON t.version = v.id
WHERE t.confidence >= 750;

CREATE VIEW v_utterances AS
SELECT u.id, a.name AS speaker, u.speaker AS speaker_id, u.said_on, u.tellings,
       (SELECT count(*) FROM rendering r WHERE r.utterance = u.id) AS renderings,
       (SELECT replace(w.words, char(10), ' … ') FROM rendering r JOIN statement s ON s.id = r.statement JOIN document d ON d.current = s.version
        JOIN statement_words w ON w.number = s.number WHERE r.utterance = u.id ORDER BY r.ordinal LIMIT 1) AS words
FROM utterance u LEFT JOIN actor a ON a.id = u.speaker;

CREATE VIEW v_renderings AS
SELECT r.utterance, r.ordinal + 1 AS place, s.id AS statement, d.name AS document, v.short AS report, v.outlet,
       coalesce(v.dateline_date, substr(v.published, 1, 10)) AS reported_on,
       replace(w.words, char(10), ' … ') AS words, s.mode, s.said_on
FROM rendering r JOIN statement s ON s.id = r.statement JOIN document d ON d.current = s.version
JOIN version v ON v.id = d.current JOIN statement_words w ON w.number = s.number;

CREATE VIEW v_actors AS
SELECT a.id, a.name, a.type,
       (SELECT group_concat(name, '; ') FROM (SELECT coalesce(b.name, x.side) AS name FROM actor_side x LEFT JOIN actor b ON b.id = x.side
        WHERE x.actor = a.id ORDER BY x.ordinal)) AS sides,
       (SELECT group_concat(name, '; ') FROM (SELECT n.name FROM actor_name n WHERE n.actor = a.id ORDER BY n.count DESC, n.name)) AS names,
       coalesce((SELECT count FROM actor_spoken s WHERE s.actor = a.id), 0) AS statements,
       (SELECT sum(reports) FROM actor_day y WHERE y.actor = a.id) AS reports,
       (SELECT min(day) FROM actor_day y WHERE y.actor = a.id AND day <> '') AS first_on,
       (SELECT max(day) FROM actor_day y WHERE y.actor = a.id AND day <> '') AS last_on
FROM actor a WHERE EXISTS (SELECT 1 FROM actor_day y WHERE y.actor = a.id);

CREATE VIEW v_offices AS
SELECT a.id AS actor, a.name, o.title, nullif(o.of, '') AS of_whom, o.former, count(*) AS tellings,
       min(nullif(o.day, '')) AS first_on, max(nullif(o.day, '')) AS last_on
FROM actor_office o JOIN actor a ON a.id = o.actor GROUP BY a.id, o.title, o.of, o.former;

CREATE VIEW v_dates AS
SELECT d.name AS document, substr(v.hash, 1, 16) AS version, v.short AS report, t.words, t.start AS start_byte, t."end" AS end_byte,
       t.type, t.value, t.mod, t.anchor, t.rule, t.statement
FROM document d JOIN version v ON v.id = d.current JOIN time_expression t ON t.version = v.id;

CREATE VIEW v_mentions AS
SELECT d.name AS document, substr(v.hash, 1, 16) AS version, v.short AS report, m.words, m.start AS start_byte, m."end" AS end_byte,
       m.form, m.type, a.id AS actor, a.name
FROM document d JOIN version v ON v.id = d.current JOIN mention m ON m.version = v.id
LEFT JOIN local_actor l ON l.version = m.version AND l.ordinal = m.local LEFT JOIN actor a ON a.id = l.actor;

CREATE VIEW v_passages AS
SELECT p.id AS passage, d.name AS document, substr(v.hash, 1, 16) AS version, v.short AS report, v.outlet,
       coalesce(v.dateline_date, substr(v.published, 1, 10)) AS reported_on, p.start AS start_byte, p."end" AS end_byte, p.text AS words
FROM document d JOIN version v ON v.id = d.current JOIN passage p ON p.version = v.id;

CREATE VIEW v_corrections AS
SELECT c.id AS number, c.made_at, c.made_by, c.about, c.target ->> '$.document' AS document, c.field, c.value, c.why
FROM correction c;
