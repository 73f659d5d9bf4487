-- +goose Up
-- Which tellings are of one event: those of a block are compared.
ALTER TABLE telling ADD COLUMN block TEXT NOT NULL DEFAULT '';
ALTER TABLE telling ADD COLUMN paper_block TEXT; -- of the paper that it is done with
ALTER TABLE telling ADD COLUMN event TEXT NOT NULL DEFAULT ''; -- derived: id of the event
ALTER TABLE telling_party ADD COLUMN side TEXT; -- for whom he acts
UPDATE telling SET event = id, block = '- ' || id;
UPDATE version SET rows_hash = NULL WHERE id IN (SELECT version FROM telling);
CREATE INDEX telling_by_block ON telling (block);
CREATE INDEX telling_by_event ON telling (event);

DROP VIEW v_events;
CREATE VIEW v_events AS
SELECT t.id, t.event, d.name AS document, substr(v.hash, 1, 16) AS version, v.short AS report, v.outlet, v.published,
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
