-- The commits, oldest first. The digest includes that of the commit before.
CREATE TABLE dossier.commits (
  revision bigint PRIMARY KEY,
  seconds bigint NOT NULL,
  nanos integer NOT NULL,
  author text NOT NULL,
  message text NOT NULL,
  change_count bigint NOT NULL,
  -- The id of its last change; those of a commit without a gap follow those of the commit before.
  last_change bigint NOT NULL,
  digest bytea NOT NULL
);

-- What the commits changed.
CREATE TABLE dossier.changes (
  id bigint PRIMARY KEY,
  revision bigint NOT NULL REFERENCES dossier.commits,
  name text COLLATE "C" NOT NULL,
  -- dossier.v1.ChangeType
  kind integer NOT NULL,
  etag text NOT NULL,
  previous_etag text NOT NULL,
  -- The encoded dossier.v1 message of the resource; empty where it is gone.
  body bytea NOT NULL,
  -- The names that it refers to, a line each.
  refs text NOT NULL
);

CREATE UNIQUE INDEX changes_by_name ON dossier.changes (name, revision);

-- Answers to requests that may come again.
CREATE TABLE dossier.requests (
  id text PRIMARY KEY,
  seconds bigint NOT NULL,
  digest text NOT NULL,
  response bytea NOT NULL
);

CREATE INDEX requests_by_time ON dossier.requests (seconds);
