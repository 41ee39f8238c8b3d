-- What the console and its API look up by time.

-- How long the delivered events of a lane took, from their commit to their settlement: so many in each class, up to and
-- including this settlement. The classes' bounds are those of LatencyHistogram; null before anything was counted.
ALTER TABLE settlement ADD COLUMN latency bigint[];

-- The classes of events that are delivered now. A commit's numbers are of one block of 16,384 and may have holes, so of a
-- commit that is cut its share by number is taken; one that is no longer kept is left out.
CREATE FUNCTION latency_of(source int, delivered int8multirange) RETURNS bigint[] LANGUAGE sql VOLATILE AS $$
  SELECT array_agg(COALESCE(counted.events, 0)::bigint ORDER BY class)
    FROM generate_series(0, 25) AS class
    LEFT JOIN (SELECT width_bucket((extract(epoch FROM clock_timestamp() - c.committed_at) * 1000)::float8,
                                   ARRAY(SELECT (25 * 2 ^ doubled)::float8 FROM generate_series(0, 24) AS doubled)) AS place,
                      round(sum(c.accepted * (LEAST(c.last_seq, upper(run) - 1) - GREATEST(c.first_seq, lower(run)) + 1)
                                / (c.last_seq - c.first_seq + 1)::numeric)) AS events
                 FROM unnest(delivered) AS run
                CROSS JOIN LATERAL (SELECT first_seq, last_seq, accepted, committed_at FROM ingest_commit
                                     WHERE source_id = source AND first_seq > lower(run) - 16384
                                       AND first_seq < upper(run) AND last_seq >= lower(run)) c
                GROUP BY 1) counted ON counted.place = class
$$;

CREATE OR REPLACE FUNCTION add_to_lane_totals() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last record;
  in_bulk bigint := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(7202, NEW.lane_id);
  IF NEW.expired_seqs IS NOT NULL THEN
    SELECT events_in(l.source_id, NEW.expired_seqs) INTO in_bulk FROM lane l WHERE l.id = NEW.lane_id;
  END IF;
  SELECT s.number, s.total_delivered, s.total_retrying, s.total_dead, s.total_expired, s.total_filtered,
         s.total_expired_in_bulk, s.total_calls, s.total_silent, s.latency
    INTO last FROM settlement s WHERE s.lane_id = NEW.lane_id ORDER BY s.number DESC LIMIT 1;
  NEW.number := COALESCE(last.number, 0) + 1;
  NEW.total_delivered := COALESCE(last.total_delivered, 0) + NEW.delivered;
  NEW.total_retrying := COALESCE(last.total_retrying, 0) + NEW.retrying;
  NEW.total_dead := COALESCE(last.total_dead, 0) + NEW.dead;
  NEW.total_expired := COALESCE(last.total_expired, 0) + NEW.expired;
  NEW.total_filtered := COALESCE(last.total_filtered, 0) + NEW.filtered;
  NEW.total_expired_in_bulk := COALESCE(last.total_expired_in_bulk, 0) + in_bulk;
  NEW.total_calls := COALESCE(last.total_calls, 0) + NEW.calls;
  NEW.total_silent := COALESCE(last.total_silent, 0) + (NEW.calls = 0)::int;
  IF NEW.latency IS NULL THEN
    NEW.latency := last.latency;
  ELSIF last.latency IS NOT NULL THEN
    NEW.latency := ARRAY(SELECT mine + before FROM unnest(NEW.latency, last.latency)
                           WITH ORDINALITY AS class (mine, before, place) ORDER BY place);
  END IF;
  RETURN NEW;
END $$;

-- A lane's totals at a time.
CREATE INDEX settlement_time ON settlement (lane_id, settled_at DESC, id DESC);

-- What a lane gave up on in a time, and the calls of a time that failed.
CREATE INDEX terminal_event_time ON terminal_event (lane_id, settled_at DESC) INCLUDE (code);
CREATE INDEX call_failed ON call (lane_id, started_at DESC) INCLUDE (code)
  WHERE http_status IS NULL OR http_status NOT BETWEEN 200 AND 299;

-- Who did it; whoever did so before this version had the admin token and no other name.
ALTER TABLE audit ADD COLUMN actor text NOT NULL DEFAULT 'admin token';
