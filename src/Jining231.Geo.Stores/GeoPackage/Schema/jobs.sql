-- Jobs of processes; made when a file is opened, whatever version wrote it. Times are texts (RFC 3339, UTC, ms), which sort as they pass.
CREATE TABLE IF NOT EXISTS jobs (
  id TEXT NOT NULL PRIMARY KEY,
  process TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('accepted', 'running', 'successful', 'failed', 'dismissed')),
  actor TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  started_at TEXT,
  finished_at TEXT,
  expires_at TEXT NOT NULL,
  progress INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  worker TEXT,
  lease_until TEXT,
  inputs BLOB,
  result BLOB,
  problems TEXT
);
CREATE INDEX IF NOT EXISTS jobs_open ON jobs (id) WHERE status IN ('accepted', 'running');
