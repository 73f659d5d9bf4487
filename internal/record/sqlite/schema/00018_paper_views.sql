-- +goose Up
-- Papers and their ways, for people who ask in SQL.
CREATE VIEW v_papers AS
SELECT l.id, l.paper, d.name AS document, substr(v.hash, 1, 16) AS version, v.short AS report, v.outlet,
       coalesce(v.dateline_date, substr(v.published, 1, 10)) AS reported_on, v.uri,
       m.words, m.start AS start_byte, m."end" AS end_byte, l.name, l.named, l.kind, l.day AS dated,
       (SELECT group_concat(name, '; ') FROM (SELECT coalesce(a.name, p.words) AS name FROM paper_party p
        LEFT JOIN local_actor t ON t.version = p.version AND t.ordinal = p.local LEFT JOIN actor a ON a.id = t.actor
        WHERE p.paper = l.number AND p.role = 'author' ORDER BY p.ordinal)) AS authors,
       (SELECT group_concat(name, '; ') FROM (SELECT coalesce(a.name, p.words) AS name FROM paper_party p
        LEFT JOIN local_actor t ON t.version = p.version AND t.ordinal = p.local LEFT JOIN actor a ON a.id = t.actor
        WHERE p.paper = l.number AND p.role = 'addressee' ORDER BY p.ordinal)) AS addressees,
       (SELECT group_concat(name, '; ') FROM (SELECT coalesce(a.name, p.words) AS name FROM paper_party p
        LEFT JOIN local_actor t ON t.version = p.version AND t.ordinal = p.local LEFT JOIN actor a ON a.id = t.actor
        WHERE p.paper = l.number AND p.role = 'party' ORDER BY p.ordinal)) AS parties,
       (SELECT o.paper FROM local_paper o WHERE o.version = l.version AND o.ordinal = l.answers) AS answers_paper,
       (SELECT count(*) FROM paper_mention x WHERE x.paper = l.number) AS mentions,
       (SELECT group_concat(DISTINCT w.value) FROM paper_wish w WHERE w.paper = l.number) AS wanted,
       l.rule, l.confidence
FROM document d JOIN version v ON v.id = d.current JOIN local_paper l ON l.version = v.id
JOIN paper_mention m ON m.paper = l.number AND m.ordinal = 0
WHERE l.confidence >= 750;

CREATE VIEW v_transfers AS
SELECT s.id, s.transfer, l.paper, l.name AS paper_name, d.name AS document, substr(v.hash, 1, 16) AS version, v.short AS report, v.outlet,
       coalesce(v.dateline_date, substr(v.published, 1, 10)) AS reported_on, v.uri,
       s.words, s.start AS start_byte, s."end" AS end_byte, s.step,
       (SELECT group_concat(name, '; ') FROM (SELECT coalesce(a.name, p.words) AS name FROM step_party p
        LEFT JOIN local_actor t ON t.version = p.version AND t.ordinal = p.local LEFT JOIN actor a ON a.id = t.actor
        WHERE p.step = s.number AND p.role = 'from' ORDER BY p.ordinal)) AS who,
       (SELECT group_concat(name, '; ') FROM (SELECT coalesce(a.name, p.words) AS name FROM step_party p
        LEFT JOIN local_actor t ON t.version = p.version AND t.ordinal = p.local LEFT JOIN actor a ON a.id = t.actor
        WHERE p.step = s.number AND p.role = 'to' ORDER BY p.ordinal)) AS to_whom,
       (SELECT group_concat(name, '; ') FROM (SELECT coalesce(a.name, p.words) AS name FROM step_party p
        LEFT JOIN local_actor t ON t.version = p.version AND t.ordinal = p.local LEFT JOIN actor a ON a.id = t.actor
        WHERE p.step = s.number AND p.role = 'through' ORDER BY p.ordinal)) AS through,
       s.happened AS happened_on, s.day_from AS happened_on_from, s.received AS received_on, s.factuality, s.voice,
       (SELECT a.name FROM statement x JOIN statement_actor w ON w.statement = x.number AND w.role = 'speaker' AND w.ordinal = 0
        JOIN local_actor t ON t.version = w.version AND t.ordinal = w.local JOIN actor a ON a.id = t.actor
        WHERE x.version = s.version AND x.id = s.voice) AS teller,
       s.rule, min(s.confidence, l.confidence + 100) AS confidence
FROM document d JOIN version v ON v.id = d.current JOIN paper_step s ON s.version = v.id JOIN local_paper l ON l.number = s.paper
WHERE min(s.confidence, l.confidence + 100) >= 750;
