-- Several ranges of a lane may be on their way at once and are settled as they come back. The low mark is exact all
-- the same: it passes a range when everything before it is settled.

-- How many events a source took in with numbers after low, up to and including high. Whole commits by their counts,
-- the two that the bounds may cut by their events.
CREATE OR REPLACE FUNCTION events_between(source int, low bigint, high bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT (SELECT COALESCE(sum(accepted), 0)::bigint FROM ingest_commit
           WHERE source_id = source AND first_seq > low AND last_seq <= high)
       + (SELECT count(*) FROM event_log e
           WHERE e.source_id = source AND e.seq > low
             AND e.seq <= LEAST(high, (SELECT c.last_seq FROM ingest_commit c
                                        WHERE c.source_id = source AND c.first_seq <= low
                                        ORDER BY c.first_seq DESC LIMIT 1))
             -- LEAST passes over a null: no commit before low means that low cuts none.
             AND EXISTS (SELECT 1 FROM ingest_commit c WHERE c.source_id = source AND c.first_seq <= low))
       + (SELECT count(*)
            FROM (SELECT c.first_seq, c.last_seq FROM ingest_commit c
                   WHERE c.source_id = source AND c.first_seq <= high
                   ORDER BY c.first_seq DESC LIMIT 1) cut
            JOIN event_log e ON e.source_id = source AND e.seq >= cut.first_seq AND e.seq <= high
           WHERE cut.first_seq > low AND cut.last_seq > high)
$$;

-- The same for runs of numbers; a run may be without end.
CREATE FUNCTION events_in(source int, runs int8multirange) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT COALESCE(sum(events_between(source, lower(run) - 1, COALESCE(upper(run) - 1, 9223372036854775807))), 0)::bigint
    FROM unnest(runs) AS run
$$;

-- How far each lane has come. The position is the low mark of its newest settlement, else its start; unsettled are the
-- numbers after it that no settled range covers.
CREATE OR REPLACE VIEW lane_position AS
SELECT lane.id, lane.connector_id, lane.source_id, lane.start_seq,
       COALESCE(lane.end_seq, 9223372036854775807) AS end_seq, lane.position,
       int8multirange(int8range(lane.position + 1, lane.end_seq + 1))
         - COALESCE((SELECT range_agg(int8range(s.after_seq + 1, s.to_seq + 1)) FROM settlement s
                      WHERE s.lane_id = lane.id AND s.kind = 'range' AND s.to_seq > lane.position), '{}') AS unsettled
  FROM (SELECT l.*,
               COALESCE((SELECT s.low_mark FROM settlement s WHERE s.lane_id = l.id ORDER BY s.id DESC LIMIT 1),
                        l.start_seq) AS position
          FROM lane l) lane;
