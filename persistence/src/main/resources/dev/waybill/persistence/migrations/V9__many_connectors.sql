-- The newest settlement of a lane is found by its number in the lane. Asked for by id it was sometimes looked for among
-- all settlements, newest first, which takes the longer the longer a lane has stood still.
CREATE UNIQUE INDEX settlement_number ON settlement (lane_id, number);
DROP INDEX settlement_lane_id_id_idx;

-- Takes the lane's lock, for writers that do not hold it yet; what it reads then is what the last holder committed.
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
         s.total_expired_in_bulk, s.total_calls, s.total_silent
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
  RETURN NEW;
END $$;

-- What a settlement begins with, in one round trip: it waits for a takeover and sees that it is fenced, waits for its
-- lane, and reads where the lane stands by then. No row: it is fenced. A row of nulls: there is no such lane.
CREATE FUNCTION begin_settlement(of_connector int, under_epoch bigint, of_lane int)
RETURNS TABLE (id int, connector_id int, source_id int, "position" bigint, end_seq bigint, ahead bigint[])
-- A plan made for each lane costs more than it could save.
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  low_mark_now bigint;
BEGIN
  -- Shared, so that lanes of one connector settle side by side while a takeover has to wait.
  PERFORM FROM connector_owner owner
    WHERE owner.connector_id = of_connector AND owner.epoch = under_epoch FOR SHARE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(7202, of_lane);
  SELECT s.low_mark INTO low_mark_now FROM settlement s WHERE s.lane_id = of_lane ORDER BY s.number DESC LIMIT 1;
  RETURN QUERY
    SELECT l.id, l.connector_id, l.source_id, COALESCE(low_mark_now, l.start_seq),
           COALESCE(l.end_seq, 9223372036854775807),
           ARRAY(SELECT ARRAY[s.after_seq, s.to_seq] FROM settlement s
                  WHERE s.lane_id = of_lane AND s.kind = 'range' AND s.to_seq > COALESCE(low_mark_now, l.start_seq)
                  ORDER BY s.to_seq)
      FROM lane l WHERE l.id = of_lane;
  IF NOT FOUND THEN
    RETURN NEXT;
  END IF;
END $$;

-- As before, but a commit without holes is counted by its numbers: the log is read for one with holes alone.
CREATE OR REPLACE FUNCTION total_at(source int, number_in_log bigint) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  found record;
  after bigint;
BEGIN
  SELECT c.first_seq, c.last_seq, c.accepted, c.total, c.slot INTO found FROM ingest_commit c
   WHERE c.source_id = source AND c.first_seq <= number_in_log ORDER BY c.first_seq DESC LIMIT 1;
  IF found IS NULL THEN
    RETURN COALESCE((SELECT c.total - c.accepted FROM ingest_commit c
                      WHERE c.source_id = source ORDER BY c.first_seq LIMIT 1), 0);
  END IF;
  IF found.last_seq <= number_in_log THEN
    RETURN found.total;
  END IF;
  IF found.accepted = found.last_seq - found.first_seq + 1 THEN
    RETURN found.total - (found.last_seq - number_in_log);
  END IF;
  SELECT count(*) INTO after FROM event_log e
   WHERE e.slot = found.slot AND e.source_id = source AND e.seq > number_in_log AND e.seq <= found.last_seq;
  RETURN found.total - after;
END $$;

-- The oldest times of 16, 256, 4,096 and 65,536 commits that follow each other, so that of a backlog of any length a few
-- dozen rows are read. Block n of a level ends with the commit n * 16 ^ level; it is written when that one comes.
CREATE TABLE ingest_block (
  source_id int NOT NULL,
  level smallint NOT NULL,
  number bigint NOT NULL,
  web timestamptz,
  app timestamptz,
  offline timestamptz,
  crm timestamptz,
  received timestamptz, -- of commits from before, that know no times
  PRIMARY KEY (source_id, level, number) INCLUDE (web, app, offline, crm, received)
);

INSERT INTO ingest_block
SELECT c.source_id, power.level, (c.number - 1) / power.commits + 1, min(c.oldest_web), min(c.oldest_app),
       min(c.oldest_offline), min(c.oldest_crm),
       min(c.committed_at) FILTER (WHERE COALESCE(c.oldest_web, c.oldest_app, c.oldest_offline, c.oldest_crm) IS NULL)
  FROM ingest_commit c
 CROSS JOIN (VALUES (1, 16), (2, 256), (3, 4096), (4, 65536)) power (level, commits)
 GROUP BY c.source_id, power.level, power.commits, (c.number - 1) / power.commits
HAVING max(c.number) % power.commits = 0;

CREATE FUNCTION close_ingest_blocks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  commits bigint := 16;
BEGIN
  INSERT INTO ingest_block
  SELECT NEW.source_id, 1, NEW.number / 16, min(c.oldest_web), min(c.oldest_app), min(c.oldest_offline),
         min(c.oldest_crm),
         min(c.committed_at) FILTER (WHERE COALESCE(c.oldest_web, c.oldest_app, c.oldest_offline, c.oldest_crm) IS NULL)
    FROM (SELECT * FROM ingest_commit WHERE source_id = NEW.source_id ORDER BY first_seq DESC LIMIT 16) c
   WHERE c.number > NEW.number - 16;
  FOR above IN 2..4 LOOP
    commits := commits * 16;
    EXIT WHEN NEW.number % commits > 0;
    INSERT INTO ingest_block
    SELECT NEW.source_id, above, NEW.number / commits, min(b.web), min(b.app), min(b.offline), min(b.crm), min(b.received)
      FROM ingest_block b
     WHERE b.source_id = NEW.source_id AND b.level = above - 1
       AND b.number > NEW.number / commits * 16 - 16 AND b.number <= NEW.number / commits * 16;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER blocks AFTER INSERT ON ingest_commit
  FOR EACH ROW WHEN (NEW.number % 16 = 0) EXECUTE FUNCTION close_ingest_blocks();

CREATE OR REPLACE FUNCTION add_to_commit_totals() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last record;
BEGIN
  SELECT c.number, c.total INTO last
    FROM ingest_commit c WHERE c.source_id = NEW.source_id ORDER BY c.first_seq DESC LIMIT 1;
  NEW.number := COALESCE(last.number, 0) + 1;
  NEW.total := COALESCE(last.total, 0) + NEW.accepted;
  RETURN NEW;
END $$;

-- When the first event after low was received, and the oldest times among the commits with events after low, up to and
-- including high: from both ends commit by commit, and in between by ever larger blocks. Of the commits that the bounds
-- cut all events count, so they may be earlier than need be.
CREATE OR REPLACE FUNCTION oldest_between(source int, low bigint, high bigint, OUT first_received timestamptz,
                                          OUT web timestamptz, OUT app timestamptz, OUT offline timestamptz,
                                          OUT crm timestamptz, OUT received timestamptz)
-- Planned once: a plan for each lane takes fifty times as long as what it plans.
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  first record;
  last record;
  -- The commits after from_0 up to to_0, whose blocks of level 1 are those after from_1 up to to_1, and so on.
  from_0 bigint; from_1 bigint; from_2 bigint; from_3 bigint; from_4 bigint;
  to_0 bigint; to_1 bigint; to_2 bigint; to_3 bigint; to_4 bigint;
BEGIN
  SELECT c.first_seq, c.last_seq, c.number INTO last FROM ingest_commit c
   WHERE c.source_id = source AND c.first_seq <= high ORDER BY c.first_seq DESC LIMIT 1;
  IF last IS NULL OR last.last_seq <= low THEN
    RETURN;
  END IF;
  SELECT c.first_seq, c.last_seq, c.number, c.slot INTO first FROM ingest_commit c
   WHERE c.source_id = source AND c.first_seq <= low ORDER BY c.first_seq DESC LIMIT 1;
  IF first IS NULL OR first.last_seq <= low THEN
    SELECT c.first_seq, c.last_seq, c.number, c.slot INTO first FROM ingest_commit c
     WHERE c.source_id = source AND c.first_seq > low ORDER BY c.first_seq LIMIT 1;
  END IF;
  SELECT e.received_at INTO first_received FROM event_log e
   WHERE e.slot = first.slot AND e.source_id = source AND e.seq > low AND e.seq <= high ORDER BY e.seq LIMIT 1;
  from_0 := first.number - 1; to_0 := last.number;
  from_1 := (from_0 + 15) / 16; to_1 := GREATEST(to_0 / 16, from_1);
  from_2 := (from_1 + 15) / 16; to_2 := GREATEST(to_1 / 16, from_2);
  from_3 := (from_2 + 15) / 16; to_3 := GREATEST(to_2 / 16, from_3);
  from_4 := (from_3 + 15) / 16; to_4 := GREATEST(to_3 / 16, from_4);
  SELECT min(part.web), min(part.app), min(part.offline), min(part.crm), min(part.received)
    INTO web, app, offline, crm, received
    FROM (SELECT b.web, b.app, b.offline, b.crm, b.received
            FROM (VALUES (4, from_4, to_4),
                         (3, from_3, LEAST(from_4 * 16, to_3)), (3, to_4 * 16, to_3),
                         (2, from_2, LEAST(from_3 * 16, to_2)), (2, to_3 * 16, to_2),
                         (1, from_1, LEAST(from_2 * 16, to_1)), (1, to_2 * 16, to_1)) run (level, after, upto)
            JOIN ingest_block b
              ON b.source_id = source AND b.level = run.level AND b.number > run.after AND b.number <= run.upto
           WHERE run.after < run.upto
          UNION ALL
          SELECT c.oldest_web, c.oldest_app, c.oldest_offline, c.oldest_crm,
                 CASE WHEN COALESCE(c.oldest_web, c.oldest_app, c.oldest_offline, c.oldest_crm) IS NULL
                      THEN c.committed_at END
            FROM (SELECT * FROM ingest_commit
                   WHERE source_id = source AND first_seq >= first.first_seq AND first_seq <= last.first_seq
                   ORDER BY first_seq LIMIT LEAST(from_1 * 16, to_0) - from_0) c
          UNION ALL
          SELECT c.oldest_web, c.oldest_app, c.oldest_offline, c.oldest_crm,
                 CASE WHEN COALESCE(c.oldest_web, c.oldest_app, c.oldest_offline, c.oldest_crm) IS NULL
                      THEN c.committed_at END
            FROM (SELECT * FROM ingest_commit
                   WHERE source_id = source AND first_seq >= first.first_seq AND first_seq <= last.first_seq
                   ORDER BY first_seq DESC LIMIT GREATEST(to_0 - to_1 * 16, 0)) c) part;
END $$;

DROP INDEX ingest_commit_block;
ALTER TABLE ingest_commit
  DROP COLUMN block_web,
  DROP COLUMN block_app,
  DROP COLUMN block_offline,
  DROP COLUMN block_crm,
  DROP COLUMN block_received;

-- As before, with the newest settlement looked up once. Waiting is how many events are unsettled.
CREATE OR REPLACE VIEW lane_position AS
SELECT lane.id, lane.connector_id, lane.source_id, lane.start_seq,
       COALESCE(lane.end_seq, 9223372036854775807) AS end_seq, place.position,
       int8multirange(int8range(place.position + 1, lane.end_seq + 1))
         - COALESCE((SELECT range_agg(int8range(s.after_seq + 1, s.to_seq + 1)) FROM settlement s
                      WHERE s.lane_id = lane.id AND s.kind = 'range' AND s.to_seq > place.position), '{}') AS unsettled,
       events_between(lane.source_id, place.position, COALESCE(lane.end_seq, 9223372036854775807))
         - COALESCE((SELECT sum(events_between(lane.source_id, s.after_seq, s.to_seq))::bigint FROM settlement s
                      WHERE s.lane_id = lane.id AND s.kind = 'range' AND s.to_seq > place.position), 0) AS waiting
  FROM lane
  LEFT JOIN LATERAL (SELECT s.low_mark FROM settlement s
                      WHERE s.lane_id = lane.id ORDER BY s.number DESC LIMIT 1) newest ON true
 CROSS JOIN LATERAL (SELECT COALESCE(newest.low_mark, lane.start_seq) AS position OFFSET 0) place;
