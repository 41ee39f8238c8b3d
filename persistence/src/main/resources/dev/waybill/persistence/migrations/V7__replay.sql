-- Replays: dead letters that are moved back to retrying, and ranges of the log that are sent once more.
CREATE TABLE replay (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  connector_id int NOT NULL REFERENCES connector,
  kind text NOT NULL CHECK (kind IN ('dead_letters', 'time_range')),
  status text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'paused', 'cancelled', 'finished')),
  codes text[] NOT NULL DEFAULT '{}', -- of dead letters; none for any
  from_time timestamptz,
  to_time timestamptz,
  source_id int REFERENCES source,    -- of a time range; null for every source
  per_second int CHECK (per_second > 0),
  selected bigint NOT NULL CHECK (selected >= 0),
  -- How far dead letters have come: all of earlier lanes, and of this lane up to this number.
  moved bigint NOT NULL DEFAULT 0,
  without_payload bigint NOT NULL DEFAULT 0,
  lane_id int NOT NULL DEFAULT 0,
  seq bigint NOT NULL DEFAULT 0,
  cutoff timestamptz NOT NULL,        -- what died later is not part of it
  next_at timestamptz NOT NULL DEFAULT clock_timestamp(), -- not to be gone on with before
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  running_since timestamptz DEFAULT clock_timestamp(), -- null while it does not run
  ran_for interval NOT NULL DEFAULT '0',               -- before that
  ended_at timestamptz,
  CHECK ((running_since IS NULL) = (status <> 'running')),
  CHECK ((ended_at IS NULL) = (status IN ('running', 'paused')))
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX replay_open ON replay (connector_id, kind) WHERE status IN ('running', 'paused');

ALTER TABLE settlement DROP CONSTRAINT settlement_kind_check;
ALTER TABLE settlement ADD CONSTRAINT settlement_kind_check
  CHECK (kind IN ('range', 'retries', 'discard', 'expired', 'replay')) NOT VALID;

-- A dead letter that is brought back has the windows it had.
ALTER TABLE terminal_event
  ADD COLUMN event_source text,
  ADD COLUMN event_time timestamptz,
  ADD COLUMN uncertain_since timestamptz,
  ADD COLUMN uncertain_revision int,
  ADD CHECK ((event_source IS NULL) = (event_time IS NULL)),
  ADD CHECK ((uncertain_since IS NULL) = (uncertain_revision IS NULL));

-- A range that is sent once more is a lane of its own. All who speak of verdicts look at the lanes without a replay.
ALTER TABLE lane
  ADD COLUMN replay_id int REFERENCES replay,
  ADD CHECK (replay_id IS NULL OR end_seq IS NOT NULL);
CREATE INDEX ON lane (replay_id) WHERE replay_id IS NOT NULL;

-- Where in a source a time is.
CREATE INDEX ingest_commit_time ON ingest_commit (source_id, committed_at);
