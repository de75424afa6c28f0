-- Checksums of commits are made of checksums of words from here on, and have another name, so that a
-- program of an earlier version, which would make them of the words, neither reads nor writes them.
ALTER TABLE commits RENAME COLUMN digest TO checksum;

-- What is left of the changes whose content had to go: why, for the public, when, and the SHA-256 of
-- the content, which the checksum of the commit is made of.
CREATE TABLE purged (
  change INTEGER PRIMARY KEY REFERENCES changes,
  content BLOB NOT NULL,
  reason TEXT NOT NULL,
  -- The language of the reason (BCP 47).
  language TEXT NOT NULL,
  purge_seconds INTEGER NOT NULL,
  purge_nanos INTEGER NOT NULL,
  -- SHA-256 over the other columns and over what is left in `changes`, each with its length.
  seal BLOB NOT NULL
);
