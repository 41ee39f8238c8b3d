-- What a settlement begins with, in one round trip: it waits for a takeover and sees that it is fenced, waits for its
-- lane, and reads where the lane stands by then. No row: it is fenced. A row of nulls: there is no such lane.
CREATE FUNCTION begin_settlement(of_connector int, under_epoch bigint, of_lane int)
RETURNS TABLE (id int, connector_id int, source_id int, "position" bigint, end_seq bigint, ahead bigint[])
LANGUAGE plpgsql AS $$
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
  SELECT s.low_mark INTO low_mark_now FROM settlement s WHERE s.lane_id = of_lane ORDER BY s.id DESC LIMIT 1;
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
