-- Named branches; made when a file is opened, whatever version wrote it. Times are texts (RFC 3339, UTC, ms).
CREATE TABLE IF NOT EXISTS branches (
  name TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  base_at TEXT NOT NULL,
  base_revisions TEXT NOT NULL,
  content BLOB NOT NULL,
  actor TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);
