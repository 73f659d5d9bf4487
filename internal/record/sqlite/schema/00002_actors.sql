-- +goose Up
-- Who is who across reports, and what corrections did to readings.

ALTER TABLE local_actor ADD COLUMN world TEXT; -- id in the table of the world
ALTER TABLE local_actor ADD COLUMN facts TEXT NOT NULL DEFAULT '{}'; -- JSON: sides, roles, what is said of an unnamed source
ALTER TABLE local_actor ADD COLUMN profile TEXT REFERENCES profile (id);
CREATE INDEX local_actor_by_profile ON local_actor (profile);
CREATE INDEX document_by_current ON document (current);

-- What identity knows of an actor of a report. Reports that know the same of an
-- actor share a row; identity works on these, a block at a time.
CREATE TABLE profile (
    id    TEXT PRIMARY KEY,
    block TEXT NOT NULL,
    data  TEXT NOT NULL, -- JSON
    base  TEXT NOT NULL DEFAULT '', -- the actor before what a person declared
    actor TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX profile_by_block ON profile (block);
CREATE INDEX profile_by_base ON profile (base);
CREATE INDEX profile_by_actor ON profile (actor);

-- Every id that an actor is known by beside its own.
CREATE TABLE actor_alias (
    block TEXT NOT NULL,
    alias TEXT NOT NULL,
    base  TEXT NOT NULL,
    PRIMARY KEY (alias, block)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_alias_by_block ON actor_alias (block);

-- Actors that may be the same, but are kept apart.
CREATE TABLE actor_perhaps (
    block TEXT NOT NULL,
    base  TEXT NOT NULL,
    other TEXT NOT NULL,
    PRIMARY KEY (base, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_perhaps_by_block ON actor_perhaps (block);

-- For whom an actor speaks.
CREATE TABLE actor_side (
    actor   TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    side    TEXT NOT NULL,
    PRIMARY KEY (actor, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_side_by_side ON actor_side (side);

-- The machine's first answer for the fields that a person changed, as JSON.
ALTER TABLE statement ADD COLUMN machine TEXT;

-- What each correction did to the reading of a version.
CREATE TABLE effect (
    version    INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    correction INTEGER NOT NULL,
    outcome    TEXT NOT NULL CHECK (outcome IN ('applied', 'carried', 'orphan')),
    statement  TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (version, correction)
) STRICT, WITHOUT ROWID;
