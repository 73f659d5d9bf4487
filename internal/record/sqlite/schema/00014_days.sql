-- +goose Up
-- The reports of a day: who spoke in the reports of some days is asked by it.
CREATE INDEX version_by_day ON version (coalesce(dateline_date, substr(published, 1, 10)));
