-- What is counted for a day and then gone. These are working figures: no leaf binds them, and each
-- case keeps in its evidence what it was decided on. `mark` is a keyed digest of the day, of what
-- is counted and of whom, so that a row tells neither, and two days cannot be joined.
CREATE TABLE day_counts (
  day TEXT NOT NULL,
  mark BLOB NOT NULL CHECK (length(mark) = 16),
  n INTEGER NOT NULL CHECK (n >= 1),
  holder BLOB CHECK (length(holder) = 16),  -- marked too; of an artefact, whose it was first
  others INTEGER NOT NULL DEFAULT 0,        -- 1: another had it as well
  PRIMARY KEY (day, mark)
) STRICT, WITHOUT ROWID;

-- When somebody or something was seen first and last: clerks and devices for good, a person's face
-- check for the longest gap that a pack may ask (R33).
CREATE TABLE sightings (
  mark BLOB NOT NULL PRIMARY KEY CHECK (length(mark) = 16),
  kind TEXT NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sightings_by_age ON sightings (kind, last_ms);
