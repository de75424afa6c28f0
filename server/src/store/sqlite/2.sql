-- SHA-256 over the other columns, each with its length; empty in rows from before.
ALTER TABLE requests ADD COLUMN seal BLOB NOT NULL DEFAULT x'';
