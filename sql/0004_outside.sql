-- What comes in from outside.

-- Who is on a sanction list (R76), by the keyed digest of an identity and by nothing else; a list
-- as it stands is a leaf of the log, docs/formats/sanctions.md.

-- How a list stood from each of its leaves on; the newest row of an id is the list.
CREATE TABLE sanction_lists (
  leaf_index INTEGER NOT NULL PRIMARY KEY,
  list_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  record TEXT NOT NULL  -- canonical JSON; the columns repeat it
) STRICT;
CREATE INDEX sanction_lists_of_id ON sanction_lists (list_id, leaf_index);

CREATE TABLE sanction_entries (
  list_id TEXT NOT NULL,
  holder BLOB NOT NULL CHECK (length(holder) = 16),
  grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 99),
  from_day TEXT NOT NULL,
  until_day TEXT NOT NULL CHECK (until_day > from_day),
  PRIMARY KEY (list_id, holder, from_day)
) STRICT, WITHOUT ROWID;
CREATE INDEX sanction_entries_of_holder ON sanction_entries (holder);
CREATE INDEX sanction_entries_by_end ON sanction_entries (until_day);

-- Which device carried which number, last seen when (R75): working data, no leaf of the log. It is
-- kept for a month, names no subscriber, and decides nothing: it points a fraud officer somewhere.
CREATE TABLE device_sightings (
  device BLOB NOT NULL CHECK (length(device) = 16),  -- keyed digest
  msisdn TEXT NOT NULL,
  seen_ms INTEGER NOT NULL,
  PRIMARY KEY (device, msisdn)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_sightings_by_time ON device_sightings (seen_ms);
