-- SHA-256 over the other columns, each with its length; empty in rows from before.
ALTER TABLE dossier.requests ADD COLUMN seal bytea NOT NULL DEFAULT '';
