-- History of one layer. {layer}, {columns}, {new}, {geometry} are filled in from its LayerDef.
CREATE TABLE "{layer}_history" (
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  revision_from INTEGER NOT NULL,
  revision_to INTEGER,
  recorded_from TEXT NOT NULL,
  recorded_to TEXT,
  recorded_by TEXT NOT NULL,
  recorded_document_no TEXT,
  {definitions}
);
CREATE INDEX "{layer}_history_id" ON "{layer}_history" (id, recorded_from);
CREATE INDEX "{layer}_history_open" ON "{layer}_history" (id) WHERE revision_to IS NULL;

-- A write that does not come from the service makes its own revision and moves the row version on.
CREATE TRIGGER "{layer}_inserted" AFTER INSERT ON "{layer}" BEGIN
  UPDATE revisions SET revision = revision + 1, recorded_at = max(recorded_at, strftime('%Y-%m-%dT%H:%M:%fZ','now'))
    WHERE layer = '{layer}' AND NOT EXISTS (SELECT 1 FROM write_context);
  INSERT INTO "{layer}_history" (fid, id, version, revision_from, recorded_from, recorded_by, recorded_document_no, {columns})
    SELECT NEW.fid, NEW.id, NEW.version, r.revision, r.recorded_at,
      coalesce((SELECT actor FROM write_context), 'external'), (SELECT document_no FROM write_context), {new}
    FROM revisions r WHERE r.layer = '{layer}';
END;

CREATE TRIGGER "{layer}_updated" AFTER UPDATE ON "{layer}" BEGIN
  UPDATE "{layer}" SET version = OLD.version + 1
    WHERE fid = NEW.fid AND version = OLD.version AND NOT EXISTS (SELECT 1 FROM write_context);
  UPDATE revisions SET revision = revision + 1, recorded_at = max(recorded_at, strftime('%Y-%m-%dT%H:%M:%fZ','now'))
    WHERE layer = '{layer}' AND NOT EXISTS (SELECT 1 FROM write_context);
  UPDATE "{layer}_history" SET
      revision_to = (SELECT revision FROM revisions WHERE layer = '{layer}'),
      recorded_to = (SELECT recorded_at FROM revisions WHERE layer = '{layer}')
    WHERE id = OLD.id AND revision_to IS NULL;
  INSERT INTO "{layer}_history" (fid, id, version, revision_from, recorded_from, recorded_by, recorded_document_no, {columns})
    SELECT NEW.fid, NEW.id, (SELECT version FROM "{layer}" WHERE fid = NEW.fid), r.revision, r.recorded_at,
      coalesce((SELECT actor FROM write_context), 'external'), (SELECT document_no FROM write_context), {new}
    FROM revisions r WHERE r.layer = '{layer}';
END;

CREATE TRIGGER "{layer}_deleted" AFTER DELETE ON "{layer}" BEGIN
  UPDATE revisions SET revision = revision + 1, recorded_at = max(recorded_at, strftime('%Y-%m-%dT%H:%M:%fZ','now'))
    WHERE layer = '{layer}' AND NOT EXISTS (SELECT 1 FROM write_context);
  UPDATE "{layer}_history" SET
      revision_to = (SELECT revision FROM revisions WHERE layer = '{layer}'),
      recorded_to = (SELECT recorded_at FROM revisions WHERE layer = '{layer}')
    WHERE id = OLD.id AND revision_to IS NULL;
END;
