-- Sources and their write keys. A key is kept as a hash; its hint is its last four characters.
CREATE TABLE source (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  closed_at timestamptz
);
INSERT INTO source (name) VALUES ('default');

CREATE TABLE write_key (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id int NOT NULL REFERENCES source,
  hash bytea NOT NULL UNIQUE,
  hint text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  revoked_at timestamptz
);
CREATE INDEX ON write_key (source_id);

CREATE TABLE rejection (
  source_id int NOT NULL REFERENCES source,
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  pointer text NOT NULL,
  code text NOT NULL,
  message text NOT NULL,
  event text,
  PRIMARY KEY (source_id, id)
);

-- Connectors. json and not jsonb: a mapping is shown again as it was written.
CREATE TABLE connector (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  platform text NOT NULL,
  status text NOT NULL CHECK (status IN ('unconfigured', 'configured')),
  reasons json NOT NULL,
  paused boolean NOT NULL DEFAULT false,
  version bigint NOT NULL DEFAULT 1,
  draft json,
  draft_credential bytea,
  active json,
  active_credential bytea,
  configured_since timestamptz,
  idle_since timestamptz, -- since when it is parked or paused, or both
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  deleted_at timestamptz
);

-- Who delivers for a connector; written at a takeover and at no other time.
CREATE TABLE connector_owner (
  connector_id int PRIMARY KEY REFERENCES connector,
  node_id uuid NOT NULL,
  epoch bigint NOT NULL,
  taken_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- The log: a ring of slots made beforehand, to be emptied by TRUNCATE one day. log_slot says which is in use.
CREATE TABLE log_slot (
  generation bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slot smallint NOT NULL,
  opened_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO log_slot (slot) VALUES (0);

CREATE SEQUENCE log_block;

CREATE TABLE event_log (
  slot smallint NOT NULL,
  source_id int NOT NULL,
  seq bigint NOT NULL,
  event_key uuid NOT NULL,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  payload bytea NOT NULL,
  PRIMARY KEY (source_id, seq, slot)
) PARTITION BY LIST (slot);

CREATE TABLE event_key (
  slot smallint NOT NULL,
  event_key uuid NOT NULL,
  source_id int NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (event_key, slot)
) PARTITION BY LIST (slot);

DO $$
BEGIN
  FOR slot IN 0..15 LOOP
    EXECUTE format('CREATE TABLE event_log_%s PARTITION OF event_log FOR VALUES IN (%s)', lpad(slot::text, 2, '0'), slot);
    EXECUTE format('CREATE TABLE event_key_%s PARTITION OF event_key FOR VALUES IN (%s)', lpad(slot::text, 2, '0'), slot);
  END LOOP;
END $$;

-- One row for each commit and source. Numbers have holes, so whatever is counted is counted from here.
CREATE TABLE ingest_commit (
  source_id int NOT NULL,
  first_seq bigint NOT NULL,
  last_seq bigint NOT NULL,
  accepted int NOT NULL CHECK (accepted > 0),
  duplicate int NOT NULL,
  committed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  slot smallint NOT NULL,
  PRIMARY KEY (source_id, first_seq) INCLUDE (last_seq, accepted)
);

CREATE TABLE lane (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  connector_id int NOT NULL REFERENCES connector,
  source_id int NOT NULL REFERENCES source,
  start_seq bigint NOT NULL,
  end_seq bigint CHECK (end_seq >= start_seq),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE UNIQUE INDEX lane_open ON lane (connector_id, source_id) WHERE end_seq IS NULL;
CREATE INDEX ON lane (connector_id);
CREATE INDEX ON lane (source_id);

-- What became of each delivery, as signed changes of the counts. Rows are added and never changed.
CREATE TABLE settlement (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lane_id int NOT NULL,
  epoch bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('range', 'retries', 'discard')),
  after_seq bigint NOT NULL,
  to_seq bigint NOT NULL,
  low_mark bigint NOT NULL,
  delivered int NOT NULL,
  retrying int NOT NULL,
  dead int NOT NULL,
  expired bigint NOT NULL,
  filtered int NOT NULL,
  calls int NOT NULL,
  filtered_seqs int8multirange,
  expired_seqs int8multirange,
  settled_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX ON settlement (lane_id, id DESC);
CREATE INDEX settlement_range ON settlement (lane_id, to_seq) WHERE kind = 'range';
CREATE INDEX settlement_discard ON settlement (lane_id) WHERE kind = 'discard';
CREATE INDEX settlement_filtered_again ON settlement USING gist (filtered_seqs)
  WHERE kind = 'retries' AND filtered_seqs IS NOT NULL;
CREATE INDEX settlement_filtered ON settlement (lane_id, to_seq DESC) WHERE filtered_seqs IS NOT NULL;

-- A settlement is witnessed by its calls; one that made none has a row here.
CREATE TABLE settlement_witness (
  lane_id int NOT NULL,
  settlement_id bigint NOT NULL,
  PRIMARY KEY (lane_id, settlement_id)
);

CREATE TABLE call (
  settlement_id bigint NOT NULL,
  call_no smallint NOT NULL,
  lane_id int NOT NULL,
  kind text NOT NULL,
  seqs int8multirange NOT NULL,
  events int NOT NULL,
  http_status smallint,
  code text NOT NULL,
  message text,
  request_id text,
  started_at timestamptz NOT NULL,
  took_ms bigint NOT NULL,
  PRIMARY KEY (settlement_id, call_no)
);
CREATE INDEX ON call (lane_id);
CREATE INDEX call_retries ON call USING gist (seqs) WHERE kind = 'retries';

CREATE TABLE retry_event (
  lane_id int NOT NULL,
  seq bigint NOT NULL,
  attempts int NOT NULL,
  next_at timestamptz NOT NULL,
  first_failed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  code text NOT NULL,
  message text NOT NULL,
  PRIMARY KEY (lane_id, seq)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);
CREATE INDEX ON retry_event (lane_id, next_at);

CREATE TABLE terminal_event (
  lane_id int NOT NULL,
  seq bigint NOT NULL,
  event_key uuid NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('dead', 'expired')),
  payload bytea,
  received_at timestamptz NOT NULL,
  attempts int NOT NULL,
  code text NOT NULL,
  message text NOT NULL,
  settled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (lane_id, seq)
);

CREATE INDEX ON terminal_event (lane_id, verdict, seq DESC);

CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  action text NOT NULL,
  subject text NOT NULL
);

-- With which master key the credentials here were sealed.
CREATE TABLE master_key_check (
  one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
  id text NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- How far each lane has come: the low mark of its newest settlement, else its start.
CREATE VIEW lane_position AS
SELECT l.id, l.connector_id, l.source_id, l.start_seq,
       COALESCE(l.end_seq, 9223372036854775807) AS end_seq,
       COALESCE((SELECT s.low_mark FROM settlement s WHERE s.lane_id = l.id ORDER BY s.id DESC LIMIT 1),
                l.start_seq) AS position
  FROM lane l;

-- How many events a source took in with numbers after low, up to and including high, where high does not cut
-- a commit in two. Whole commits by their counts, the one that low may cut by its events.
CREATE FUNCTION events_between(source int, low bigint, high bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT (SELECT COALESCE(sum(accepted), 0)::bigint FROM ingest_commit
           WHERE source_id = source AND first_seq > low AND last_seq <= high)
       + (SELECT count(*) FROM event_log e
           WHERE e.source_id = source AND e.seq > low AND e.seq <= high
             AND e.seq <= (SELECT c.last_seq FROM ingest_commit c
                            WHERE c.source_id = source AND c.first_seq <= low
                            ORDER BY c.first_seq DESC LIMIT 1))
$$;
