-- What this product keeps beside the tables of the standard. Unlisted in gpkg_contents, so GIS clients do not show these tables.
CREATE TABLE store_info (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE revisions (
  layer TEXT NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  recorded_at TEXT NOT NULL
);

CREATE TABLE revision_log (
  layer TEXT NOT NULL,
  revision INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY (layer, revision)
) WITHOUT ROWID;

-- One row while a write transaction of the service runs, none otherwise: triggers tell our writes from foreign ones by it.
CREATE TABLE write_context (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  actor TEXT NOT NULL,
  document_no TEXT
);

CREATE TABLE version_guard (id INTEGER NOT NULL PRIMARY KEY);

CREATE TABLE applied_changes (
  key TEXT NOT NULL PRIMARY KEY,
  digest TEXT,
  result TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
