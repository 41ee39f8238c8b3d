-- What fires, or is about to, or did lately. One row for each rule and what it is about.
CREATE TABLE alert (
  rule text NOT NULL,
  connector_id int NOT NULL, -- 0 where it is about the whole installation
  grade text NOT NULL,
  since timestamptz NOT NULL,
  what text NOT NULL,
  waiting bigint NOT NULL,
  first_expiry timestamptz,
  remedy text NOT NULL,
  pending_since timestamptz NOT NULL,
  fired_at timestamptz,
  quiet_since timestamptz,
  resolved_at timestamptz,
  PRIMARY KEY (rule, connector_id)
);

-- Messages about alerts that were not taken yet; sent in the order of their numbers.
CREATE TABLE alert_notice (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message_id text NOT NULL UNIQUE,
  body text NOT NULL,
  created_at timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- The node that looks after the alerts, and until when nobody else may.
CREATE TABLE alert_duty (
  one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
  node_id uuid,
  until timestamptz NOT NULL
);
INSERT INTO alert_duty (until) VALUES ('-infinity');
