-- From when the windows of an event that is tried again run. Rows from before know neither source nor time.
ALTER TABLE retry_event
  ADD COLUMN event_source text,
  ADD COLUMN event_time timestamptz,
  ADD COLUMN uncertain_since timestamptz, -- by the relay's clock; an attempt since then was not answered
  ADD COLUMN uncertain_revision int,      -- whose mapping made what that attempt sent
  ADD CHECK ((event_source IS NULL) = (event_time IS NULL)),
  ADD CHECK ((uncertain_since IS NULL) = (uncertain_revision IS NULL));

-- The time of the oldest event of each event source in a commit; all null in commits from before.
ALTER TABLE ingest_commit
  ADD COLUMN oldest_web timestamptz,
  ADD COLUMN oldest_app timestamptz,
  ADD COLUMN oldest_offline timestamptz,
  ADD COLUMN oldest_crm timestamptz;

-- All that a backlog needs of the commits after a position.
CREATE INDEX ingest_commit_oldest ON ingest_commit (source_id, last_seq)
  INCLUDE (first_seq, accepted, oldest_web, oldest_app, oldest_offline, oldest_crm, committed_at);
