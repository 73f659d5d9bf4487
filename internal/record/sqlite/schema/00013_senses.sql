-- +goose Up
-- The names of the blocks of renderings that need share no words in a row, by the numbers
-- that table wording has for them.
CREATE TABLE sense_block (
    block INTEGER PRIMARY KEY,
    name  TEXT NOT NULL
) STRICT;
