-- What the store is: its uid.
CREATE TABLE store (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- The commits, oldest first. The digest includes that of the commit before.
CREATE TABLE commits (
  revision INTEGER PRIMARY KEY,
  seconds INTEGER NOT NULL,
  nanos INTEGER NOT NULL,
  author TEXT NOT NULL,
  message TEXT NOT NULL,
  change_count INTEGER NOT NULL,
  -- The id of its last change; those of a commit without a gap follow those of the commit before.
  last_change INTEGER NOT NULL,
  digest BLOB NOT NULL
);

-- What the commits changed.
CREATE TABLE changes (
  id INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL REFERENCES commits,
  name TEXT NOT NULL,
  -- dossier.v1.ChangeType
  kind INTEGER NOT NULL,
  etag TEXT NOT NULL,
  previous_etag TEXT NOT NULL,
  -- The encoded dossier.v1 message of the resource; empty where it is gone.
  body BLOB NOT NULL,
  -- The names that it refers to, a line each.
  refs TEXT NOT NULL
);

CREATE UNIQUE INDEX changes_by_name ON changes (name, revision);

-- Answers to requests that may come again.
CREATE TABLE requests (
  id TEXT PRIMARY KEY,
  seconds INTEGER NOT NULL,
  digest TEXT NOT NULL,
  response BLOB NOT NULL
) WITHOUT ROWID;

CREATE INDEX requests_by_time ON requests (seconds);
