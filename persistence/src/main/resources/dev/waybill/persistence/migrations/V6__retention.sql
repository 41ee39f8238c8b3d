-- The log's ring goes round. log_slot has one row for each slot in use: of the newest generation is written, the
-- oldest is emptied first, and then its row is gone.
ALTER TABLE log_slot
  ADD COLUMN after_seq bigint NOT NULL DEFAULT 0, -- every number of this generation is greater, of an earlier one none
  ADD COLUMN leaving_at timestamptz,              -- since when it is being emptied; no lane begins in it any more
  ADD UNIQUE (slot);

-- The keys have a ring of their own, because their budget is another one than the log's time.
CREATE TABLE key_slot (
  generation bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slot smallint NOT NULL UNIQUE,
  opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  after_seq bigint NOT NULL DEFAULT 0
);
INSERT INTO key_slot (slot, opened_at) SELECT slot, opened_at FROM log_slot ORDER BY generation;

-- What a retry needs of the log once the log has it no more; all null until then.
ALTER TABLE retry_event
  ADD COLUMN event_key uuid,
  ADD COLUMN payload bytea,
  ADD COLUMN received_at timestamptz,
  ADD CHECK ((event_key IS NULL) = (payload IS NULL) AND (payload IS NULL) = (received_at IS NULL));
CREATE INDEX retry_event_in_log ON retry_event (seq) WHERE payload IS NULL;

-- Found by its id even when its key is gone with the log.
CREATE INDEX ON retry_event (event_key) WHERE event_key IS NOT NULL;
CREATE INDEX ON terminal_event (event_key);
CREATE INDEX terminal_event_payload ON terminal_event (settled_at) WHERE payload IS NOT NULL;

-- What a lane had not had when its part of the log was emptied expires in bulk.
ALTER TABLE settlement
  DROP CONSTRAINT settlement_kind_check,
  ADD CONSTRAINT settlement_kind_check CHECK (kind IN ('range', 'retries', 'discard', 'expired'));
CREATE INDEX settlement_in_bulk ON settlement (lane_id) WHERE kind IN ('discard', 'expired');
DROP INDEX settlement_discard;

-- The number after which the log is whole: what is retained and not about to leave.
CREATE FUNCTION log_start() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT COALESCE(min(after_seq), 0) FROM log_slot WHERE leaving_at IS NULL
$$;
