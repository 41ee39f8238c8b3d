-- Every configuration that was promoted, without its credential: that is not kept longer than it is in use.
CREATE TABLE connector_revision (
  connector_id int NOT NULL REFERENCES connector,
  number int NOT NULL CHECK (number > 0),
  configuration json NOT NULL,
  promoted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (connector_id, number)
);

ALTER TABLE connector ADD COLUMN revision int NOT NULL DEFAULT 0; -- the number of the active one, 0 for none

-- A confirmation tells who gave it and when; whoever did so before was not asked for a name.
UPDATE connector SET active = jsonb_set(active::jsonb, '{confirmed}', (
    SELECT jsonb_agg(jsonb_build_object('check', line, 'by', 'admin',
             'at', to_char(COALESCE(configured_since, created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')))
      FROM jsonb_array_elements_text(active::jsonb -> 'confirmed') AS line))::json
 WHERE json_array_length(active -> 'confirmed') > 0;

UPDATE connector SET draft = jsonb_set(draft::jsonb, '{confirmed}', '[]')::json
 WHERE json_array_length(draft -> 'confirmed') > 0;

INSERT INTO connector_revision (connector_id, number, configuration, promoted_at)
SELECT id, 1, active, COALESCE(configured_since, created_at) FROM connector WHERE active IS NOT NULL;

UPDATE connector SET revision = 1 WHERE active IS NOT NULL;

-- Authorisations that were begun. Only a digest of the state: who reads this table can come back from none of them.
CREATE TABLE authorization_state (
  digest bytea PRIMARY KEY,
  connector_id int NOT NULL REFERENCES connector,
  expires_at timestamptz NOT NULL
);
