-- Every commit of a source and every settlement of a lane carries the totals up to and including itself, so that the
-- ledger and the backlogs look rows up and add none together. The totals are made where the rows are: no writer can
-- forget them.

-- A commit's place and total in its source. The block_… are the oldest times among the commits of its block of 256, up
-- to and including itself: those of the row that closes a block speak for all of it.
ALTER TABLE ingest_commit
  ADD COLUMN number bigint,
  ADD COLUMN total bigint,
  ADD COLUMN block_web timestamptz,
  ADD COLUMN block_app timestamptz,
  ADD COLUMN block_offline timestamptz,
  ADD COLUMN block_crm timestamptz,
  ADD COLUMN block_received timestamptz; -- of commits from before, that know no times

UPDATE ingest_commit c
   SET number = counted.place, total = counted.so_far, block_web = counted.web, block_app = counted.app,
       block_offline = counted.offline, block_crm = counted.crm, block_received = counted.received
  FROM (SELECT source_id, first_seq, place, so_far, min(oldest_web) OVER block AS web, min(oldest_app) OVER block AS app,
               min(oldest_offline) OVER block AS offline, min(oldest_crm) OVER block AS crm,
               min(committed_at) FILTER (WHERE COALESCE(oldest_web, oldest_app, oldest_offline, oldest_crm) IS NULL)
                 OVER block AS received
          FROM (SELECT *, row_number() OVER source AS place, sum(accepted) OVER source AS so_far
                  FROM ingest_commit
                WINDOW source AS (PARTITION BY source_id ORDER BY first_seq ROWS UNBOUNDED PRECEDING)) numbered
        WINDOW block AS (PARTITION BY source_id, (place - 1) / 256 ORDER BY place ROWS UNBOUNDED PRECEDING)) counted
 WHERE c.source_id = counted.source_id AND c.first_seq = counted.first_seq;

ALTER TABLE ingest_commit ALTER COLUMN number SET NOT NULL, ALTER COLUMN total SET NOT NULL;

CREATE INDEX ingest_commit_block ON ingest_commit (source_id, number)
  INCLUDE (block_web, block_app, block_offline, block_crm, block_received) WHERE number % 256 = 0;
DROP INDEX ingest_commit_oldest;

-- Rows come under the source's lock 7201 and in the order of their numbers.
CREATE FUNCTION add_to_commit_totals() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last record;
BEGIN
  SELECT c.number, c.total, c.block_web, c.block_app, c.block_offline, c.block_crm, c.block_received INTO last
    FROM ingest_commit c WHERE c.source_id = NEW.source_id ORDER BY c.first_seq DESC LIMIT 1;
  NEW.number := COALESCE(last.number, 0) + 1;
  NEW.total := COALESCE(last.total, 0) + NEW.accepted;
  NEW.block_web := NEW.oldest_web;
  NEW.block_app := NEW.oldest_app;
  NEW.block_offline := NEW.oldest_offline;
  NEW.block_crm := NEW.oldest_crm;
  NEW.block_received := CASE WHEN COALESCE(NEW.oldest_web, NEW.oldest_app, NEW.oldest_offline, NEW.oldest_crm) IS NULL
                             THEN NEW.committed_at END;
  IF last.number % 256 > 0 THEN
    NEW.block_web := LEAST(NEW.block_web, last.block_web);
    NEW.block_app := LEAST(NEW.block_app, last.block_app);
    NEW.block_offline := LEAST(NEW.block_offline, last.block_offline);
    NEW.block_crm := LEAST(NEW.block_crm, last.block_crm);
    NEW.block_received := LEAST(NEW.block_received, last.block_received);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER totals BEFORE INSERT ON ingest_commit FOR EACH ROW EXECUTE FUNCTION add_to_commit_totals();

-- How many events a source ever took in with numbers up to and including this one. A number inside a commit costs a
-- count of that commit's rows after it; what came before the oldest row that is kept is in that row's total.
CREATE FUNCTION total_at(source int, number_in_log bigint) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  found record;
  after bigint;
BEGIN
  SELECT c.first_seq, c.last_seq, c.total, c.slot INTO found FROM ingest_commit c
   WHERE c.source_id = source AND c.first_seq <= number_in_log ORDER BY c.first_seq DESC LIMIT 1;
  IF found IS NULL THEN
    RETURN COALESCE((SELECT c.total - c.accepted FROM ingest_commit c
                      WHERE c.source_id = source ORDER BY c.first_seq LIMIT 1), 0);
  END IF;
  IF found.last_seq <= number_in_log THEN
    RETURN found.total;
  END IF;
  SELECT count(*) INTO after FROM event_log e
   WHERE e.slot = found.slot AND e.source_id = source AND e.seq > number_in_log AND e.seq <= found.last_seq;
  RETURN found.total - after;
END $$;

-- How many events a source took in with numbers after low, up to and including high.
CREATE OR REPLACE FUNCTION events_between(source int, low bigint, high bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN high > low THEN total_at(source, high) - total_at(source, low) ELSE 0 END
$$;

-- When the first event after low was received, and the oldest times among the commits with events after low, up to and
-- including high: commit by commit in the block where low is, then block by block. Of the commits that the bounds cut
-- all events count, so they may be earlier than need be.
CREATE FUNCTION oldest_between(source int, low bigint, high bigint, OUT first_received timestamptz,
                               OUT web timestamptz, OUT app timestamptz, OUT offline timestamptz,
                               OUT crm timestamptz, OUT received timestamptz)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  first record;
  last record;
  rest record;
  closing bigint; -- the number that closes the first commit's block
BEGIN
  SELECT c.* INTO last FROM ingest_commit c
   WHERE c.source_id = source AND c.first_seq <= high ORDER BY c.first_seq DESC LIMIT 1;
  IF last IS NULL OR last.last_seq <= low THEN
    RETURN;
  END IF;
  SELECT c.* INTO first FROM ingest_commit c
   WHERE c.source_id = source AND c.first_seq <= low ORDER BY c.first_seq DESC LIMIT 1;
  IF first IS NULL OR first.last_seq <= low THEN
    SELECT c.* INTO first FROM ingest_commit c
     WHERE c.source_id = source AND c.first_seq > low ORDER BY c.first_seq LIMIT 1;
  END IF;
  SELECT e.received_at INTO first_received FROM event_log e
   WHERE e.slot = first.slot AND e.source_id = source AND e.seq > low AND e.seq <= high ORDER BY e.seq LIMIT 1;
  closing := first.number + 255 - (first.number - 1) % 256;
  SELECT min(c.oldest_web), min(c.oldest_app), min(c.oldest_offline), min(c.oldest_crm),
         min(c.committed_at) FILTER (
           WHERE COALESCE(c.oldest_web, c.oldest_app, c.oldest_offline, c.oldest_crm) IS NULL)
    INTO web, app, offline, crm, received
    FROM (SELECT * FROM ingest_commit
           WHERE source_id = source AND first_seq >= first.first_seq AND first_seq <= high
           ORDER BY first_seq LIMIT closing - first.number + 1) c;
  IF last.number > closing THEN
    SELECT min(c.block_web) AS web, min(c.block_app) AS app, min(c.block_offline) AS offline,
           min(c.block_crm) AS crm, min(c.block_received) AS received
      INTO rest
      FROM ingest_commit c
     WHERE c.source_id = source AND c.number % 256 = 0 AND c.number > closing AND c.number <= last.number;
    web := LEAST(web, rest.web, last.block_web);
    app := LEAST(app, rest.app, last.block_app);
    offline := LEAST(offline, rest.offline, last.block_offline);
    crm := LEAST(crm, rest.crm, last.block_crm);
    received := LEAST(received, rest.received, last.block_received);
  END IF;
END $$;

-- A lane's account begins and ends at these totals of its source.
ALTER TABLE lane ADD COLUMN start_total bigint, ADD COLUMN end_total bigint;
UPDATE lane SET start_total = total_at(source_id, start_seq), end_total = total_at(source_id, end_seq);
UPDATE lane SET end_total = NULL WHERE end_seq IS NULL;
ALTER TABLE lane ALTER COLUMN start_total SET NOT NULL, ADD CHECK ((end_seq IS NULL) = (end_total IS NULL));

CREATE FUNCTION account_of_lane() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.start_total := total_at(NEW.source_id, NEW.start_seq);
  END IF;
  NEW.end_total := CASE WHEN NEW.end_seq IS NOT NULL THEN total_at(NEW.source_id, NEW.end_seq) END;
  RETURN NEW;
END $$;
CREATE TRIGGER totals BEFORE INSERT OR UPDATE OF end_seq ON lane FOR EACH ROW EXECUTE FUNCTION account_of_lane();

-- A settlement's place in its lane and the lane's totals. Expired in bulk are the events of expired_seqs, which have no
-- row of their own; silent are the settlements that made no call.
ALTER TABLE settlement
  ADD COLUMN number bigint,
  ADD COLUMN total_delivered bigint,
  ADD COLUMN total_retrying bigint,
  ADD COLUMN total_dead bigint,
  ADD COLUMN total_expired bigint,
  ADD COLUMN total_filtered bigint,
  ADD COLUMN total_expired_in_bulk bigint,
  ADD COLUMN total_calls bigint,
  ADD COLUMN total_silent bigint;

UPDATE settlement s
   SET number = counted.number, total_delivered = counted.delivered, total_retrying = counted.retrying,
       total_dead = counted.dead, total_expired = counted.expired, total_filtered = counted.filtered,
       total_expired_in_bulk = counted.in_bulk, total_calls = counted.calls, total_silent = counted.silent
  FROM (SELECT s.id, count(*) OVER lane AS number, sum(s.delivered) OVER lane AS delivered,
               sum(s.retrying) OVER lane AS retrying, sum(s.dead) OVER lane AS dead, sum(s.expired) OVER lane AS expired,
               sum(s.filtered) OVER lane AS filtered, sum(s.calls) OVER lane AS calls,
               count(*) FILTER (WHERE s.calls = 0) OVER lane AS silent,
               sum(CASE WHEN s.expired_seqs IS NULL THEN 0 ELSE events_in(l.source_id, s.expired_seqs) END)
                 OVER lane AS in_bulk
          FROM settlement s
          JOIN lane l ON l.id = s.lane_id
        WINDOW lane AS (PARTITION BY s.lane_id ORDER BY s.id ROWS UNBOUNDED PRECEDING)) counted
 WHERE counted.id = s.id;

ALTER TABLE settlement
  ALTER COLUMN number SET NOT NULL,
  ALTER COLUMN total_delivered SET NOT NULL,
  ALTER COLUMN total_retrying SET NOT NULL,
  ALTER COLUMN total_dead SET NOT NULL,
  ALTER COLUMN total_expired SET NOT NULL,
  ALTER COLUMN total_filtered SET NOT NULL,
  ALTER COLUMN total_expired_in_bulk SET NOT NULL,
  ALTER COLUMN total_calls SET NOT NULL,
  ALTER COLUMN total_silent SET NOT NULL;

-- Takes the lane's lock, for writers that do not hold it yet; what it reads then is what the last holder committed.
CREATE FUNCTION add_to_lane_totals() RETURNS trigger LANGUAGE plpgsql AS $$
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
    INTO last FROM settlement s WHERE s.lane_id = NEW.lane_id ORDER BY s.id DESC LIMIT 1;
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
CREATE TRIGGER totals BEFORE INSERT ON settlement FOR EACH ROW EXECUTE FUNCTION add_to_lane_totals();

-- The calls of a lane's newest settlements.
DROP INDEX call_lane_id_idx;
CREATE INDEX call_of_lane ON call (lane_id, settlement_id);

-- The oldest of what is retried, without a look at each.
CREATE INDEX retry_event_oldest ON retry_event (lane_id, event_source, event_time);
CREATE INDEX retry_event_uncertain ON retry_event (lane_id, uncertain_since) WHERE uncertain_since IS NOT NULL;
