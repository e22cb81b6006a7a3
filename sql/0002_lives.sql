-- Lines live on after their sale: one life per number, each event of it a leaf of the log, and the
-- orders that it gives the network. What stood in lines, slots and outbox moves over.

-- The first 16 bytes of the identity digest name a holder (domain::HolderId). A holder whom no
-- case proofed here has a person, and so a key, too.
ALTER TABLE persons ADD COLUMN holder BLOB CHECK (length(holder) = 16);
UPDATE persons SET holder = substr(identity_digest, 1, 16) WHERE identity_digest IS NOT NULL;
CREATE UNIQUE INDEX persons_of_holder ON persons (holder) WHERE holder IS NOT NULL;

-- One row per number that anything ever happened to. `slot` is the holder's place under the cap
-- of R67: taken once, by the index, whatever the program believes.
CREATE TABLE lives (
  msisdn TEXT NOT NULL PRIMARY KEY,
  iccid TEXT UNIQUE,  -- null while nobody holds the number
  holder BLOB CHECK (length(holder) = 16),
  slot INTEGER CHECK (slot >= 1),
  state TEXT NOT NULL,
  line_class TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  life TEXT NOT NULL,  -- canonical JSON, docs/formats/life.md; the other columns repeat it
  CHECK ((holder IS NULL) = (slot IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX lives_of_holder ON lives (holder, line_class, slot) WHERE holder IS NOT NULL;

-- The clocks of all lives, soonest first: what is due is the head of this table and no more.
CREATE TABLE clocks (
  due_ms INTEGER NOT NULL,
  msisdn TEXT NOT NULL,
  clock TEXT NOT NULL,
  PRIMARY KEY (due_ms, msisdn, clock)
) STRICT, WITHOUT ROWID;

-- Every event ever told, moved or refused.
CREATE TABLE life_events (
  leaf_index INTEGER NOT NULL PRIMARY KEY,
  event_key TEXT NOT NULL UNIQUE,
  msisdn TEXT NOT NULL,
  revision_before INTEGER NOT NULL,
  revision_after INTEGER NOT NULL,
  event TEXT NOT NULL,
  life_before TEXT NOT NULL,
  life_after TEXT,  -- null when nothing changed
  rule TEXT NOT NULL,
  refusal TEXT,  -- null when it moved
  policy_id TEXT NOT NULL,
  policy_digest BLOB NOT NULL CHECK (length(policy_digest) = 32),
  line_cap INTEGER NOT NULL,
  slot INTEGER  -- of the life afterwards
) STRICT;
CREATE INDEX life_events_of_line ON life_events (msisdn, leaf_index);

INSERT INTO lives (msisdn, iccid, holder, slot, state, line_class, revision, life)
SELECT msisdn, iccid, holder, slot, 'active', 'personal', 1,
  '{"msisdn":"' || msisdn || '","iccid":"' || iccid || '","state":"active","holder":"'
  || lower(hex(holder)) || '","proof":"' || case_id
  || '","line_class":"personal","epoch":0,"epoch_since":"1970-01-01T00:00:00.000Z"'
  || ',"held_since":"' || at || '","state_since":"' || at || '","changed_at":"' || at
  || '","revision":1,"measure_by":"","marks":[],"clocks":[]}'
FROM (SELECT lines.msisdn, lines.iccid, persons.holder, slots.slot, cases.case_id,
        strftime('%Y-%m-%dT%H:%M:%S', cases.at_ms / 1000, 'unixepoch')
          || printf('.%03dZ', cases.at_ms % 1000) AS at
      FROM lines JOIN slots USING (leaf_index) JOIN cases USING (leaf_index)
        JOIN persons USING (person_id));

-- Orders to the network, in the order of leaf and position; gone to orders_done when carried out.
ALTER TABLE outbox RENAME TO first_outbox;
CREATE TABLE outbox (
  order_leaf INTEGER NOT NULL,  -- of the event, or of the case of a line from before lives
  position INTEGER NOT NULL,
  msisdn TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  order_text TEXT NOT NULL,
  PRIMARY KEY (order_leaf, position)
) STRICT, WITHOUT ROWID;
INSERT INTO outbox SELECT leaf_index, 0, msisdn, 0, 'card:' || iccid
  FROM first_outbox JOIN cases USING (leaf_index);
INSERT INTO outbox SELECT leaf_index, 1, msisdn, 0, 'state:active'
  FROM first_outbox JOIN cases USING (leaf_index);
CREATE TABLE orders_done (
  leaf_index INTEGER NOT NULL PRIMARY KEY,
  order_leaf INTEGER NOT NULL,
  position INTEGER NOT NULL,
  msisdn TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  order_text TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  UNIQUE (order_leaf, position)
) STRICT;

-- Which pack was put in force by whom; the record is docs/formats/activation.md.
CREATE TABLE pack_activations (
  leaf_index INTEGER NOT NULL PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  pack_digest BLOB NOT NULL UNIQUE CHECK (length(pack_digest) = 32),
  activation TEXT NOT NULL
) STRICT;

DROP TABLE lines;
DROP TABLE slots;
DROP TABLE first_outbox;
