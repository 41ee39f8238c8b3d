-- Which history this database is in: its timeline, another one once a standby took over. A standby that had not got the
-- last commits takes their numbers and epochs again for others.
CREATE FUNCTION store_history() RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint
$$;

-- As begin_settlement for any history, which nodes of earlier versions call; no row also for an epoch of another one.
CREATE FUNCTION begin_settlement(of_connector int, under_epoch bigint, of_lane int, in_history bigint)
RETURNS TABLE (id int, connector_id int, source_id int, "position" bigint, end_seq bigint, ahead bigint[])
LANGUAGE plpgsql AS $$
BEGIN
  IF in_history = store_history() THEN
    RETURN QUERY SELECT * FROM begin_settlement(of_connector, under_epoch, of_lane);
  END IF;
END $$;
