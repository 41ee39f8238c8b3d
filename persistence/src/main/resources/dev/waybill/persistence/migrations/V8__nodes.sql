-- The nodes that share this database. Each beats its row; who has not done so for a while is dead by this database's
-- clock, and so is who has no row.
CREATE TABLE node (
  node_id uuid PRIMARY KEY,
  heartbeat_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz NOT NULL DEFAULT now(),
  version text NOT NULL,
  leaving boolean NOT NULL DEFAULT false
) WITH (fillfactor = 50);

-- Without a node the connector is free. The epoch stays where it is, so that a later owner's is always higher.
ALTER TABLE connector_owner ALTER COLUMN node_id DROP NOT NULL;
