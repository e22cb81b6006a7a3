-- The embedded store's first shape. Forward only: what is here is never edited, later files alter.
-- Every column of every row is bound by a leaf of the log, see src/storage/verify_store.h.

-- One row per person or, where no identity was established, per case. Destroying wrapped_key
-- makes the holder's fields unreadable and the leaf unlinkable, in every backup (R108, R114).
CREATE TABLE persons (
  person_id BLOB NOT NULL PRIMARY KEY CHECK (length(person_id) = 16),
  identity_digest BLOB UNIQUE CHECK (length(identity_digest) = 32),
  wrapped_key BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE cases (
  leaf_index INTEGER NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL UNIQUE,
  at_ms INTEGER NOT NULL,
  idempotency_key TEXT NOT NULL UNIQUE,
  request_digest BLOB NOT NULL CHECK (length(request_digest) = 32),
  msisdn TEXT NOT NULL,
  iccid TEXT NOT NULL,
  person_id BLOB NOT NULL REFERENCES persons (person_id),
  sealed_holder BLOB,
  evidence TEXT NOT NULL,
  decision TEXT NOT NULL,
  policy_id TEXT NOT NULL,
  policy_digest BLOB NOT NULL CHECK (length(policy_digest) = 32),
  model_set_digest BLOB NOT NULL CHECK (length(model_set_digest) = 32),
  line_cap INTEGER NOT NULL,
  slot INTEGER CHECK (slot BETWEEN 1 AND line_cap)  -- null unless approved
) STRICT;
CREATE INDEX cases_of_person ON cases (person_id);

-- The log: leaf texts, the complete nodes of the tree over them, and each signed state.
CREATE TABLE leaves (
  leaf_index INTEGER NOT NULL PRIMARY KEY,
  leaf TEXT NOT NULL
) STRICT;
CREATE TABLE nodes (
  level INTEGER NOT NULL,
  position INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoints (
  size INTEGER NOT NULL PRIMARY KEY,
  root BLOB NOT NULL CHECK (length(root) = 32),
  at_ms INTEGER NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;

-- What approved cases bring about. A number and a card carry one line at a time.
CREATE TABLE lines (
  leaf_index INTEGER NOT NULL PRIMARY KEY REFERENCES cases (leaf_index),
  msisdn TEXT NOT NULL UNIQUE,
  iccid TEXT NOT NULL UNIQUE
) STRICT;
-- The cap of R67: as many places as the pack allows, each taken once.
CREATE TABLE slots (
  identity_digest BLOB NOT NULL CHECK (length(identity_digest) = 32),
  slot INTEGER NOT NULL CHECK (slot >= 1),
  leaf_index INTEGER NOT NULL UNIQUE REFERENCES cases (leaf_index),
  PRIMARY KEY (identity_digest, slot)
) STRICT, WITHOUT ROWID;
-- Effects to bring about outside after the commit (R44).
CREATE TABLE outbox (
  leaf_index INTEGER NOT NULL PRIMARY KEY REFERENCES cases (leaf_index),
  kind TEXT NOT NULL
) STRICT;
