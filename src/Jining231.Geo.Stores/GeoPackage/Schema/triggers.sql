-- Version, revision and history of one layer, whoever writes. {layer}, {columns}, {new} and {old} are filled in from its LayerDef.
-- Foreign programs have no functions of ours; some (GDAL) run with recursive_triggers on, others not: version_guard keeps
-- the version's own UPDATE from being taken for another act. Versions of one id only ever go up, also after a deletion.
-- An OR of id and fid would scan the whole history: SQLite takes an index for each alone.
CREATE TRIGGER "{layer}_inserted" AFTER INSERT ON "{layer}" BEGIN
  {revision}
  UPDATE "{layer}_history" SET
      revision_to = (SELECT revision FROM revisions WHERE layer = '{layer}'),
      recorded_to = (SELECT recorded_at FROM revisions WHERE layer = '{layer}')
    WHERE revision_to IS NULL AND id = NEW.id;
  UPDATE "{layer}_history" SET
      revision_to = (SELECT revision FROM revisions WHERE layer = '{layer}'),
      recorded_to = (SELECT recorded_at FROM revisions WHERE layer = '{layer}')
    WHERE revision_to IS NULL AND fid = NEW.fid;
  INSERT INTO version_guard SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM write_context);
  UPDATE "{layer}" SET version = 1 + coalesce((SELECT max(version) FROM "{layer}_history" WHERE id = NEW.id), 0)
    WHERE fid = NEW.fid AND EXISTS (SELECT 1 FROM version_guard);
  DELETE FROM version_guard;
  INSERT INTO "{layer}_history" (fid, id, version, revision_from, recorded_from, recorded_action, recorded_by, recorded_document_no, {columns})
    SELECT NEW.fid, NEW.id, (SELECT version FROM "{layer}" WHERE fid = NEW.fid), r.revision, r.recorded_at, 'create',
      coalesce((SELECT actor FROM write_context), 'external'), (SELECT document_no FROM write_context), {new}
    FROM revisions r WHERE r.layer = '{layer}';
END;

CREATE TRIGGER "{layer}_updated" AFTER UPDATE ON "{layer}" WHEN NOT EXISTS (SELECT 1 FROM version_guard) BEGIN
  {revision}
  UPDATE "{layer}_history" SET
      revision_to = (SELECT revision FROM revisions WHERE layer = '{layer}'),
      recorded_to = (SELECT recorded_at FROM revisions WHERE layer = '{layer}')
    WHERE revision_to IS NULL AND id IN (OLD.id, NEW.id);
  UPDATE "{layer}_history" SET
      revision_to = (SELECT revision FROM revisions WHERE layer = '{layer}'),
      recorded_to = (SELECT recorded_at FROM revisions WHERE layer = '{layer}')
    WHERE revision_to IS NULL AND fid IN (OLD.fid, NEW.fid);
  INSERT INTO version_guard SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM write_context);
  UPDATE "{layer}" SET version = 1 + max(OLD.version, coalesce((SELECT max(version) FROM "{layer}_history" WHERE id = NEW.id), 0))
    WHERE fid = NEW.fid AND EXISTS (SELECT 1 FROM version_guard);
  DELETE FROM version_guard;
  INSERT INTO "{layer}_history" (fid, id, version, revision_from, recorded_from, recorded_action, recorded_by, recorded_document_no, {columns})
    SELECT NEW.fid, NEW.id, (SELECT version FROM "{layer}" WHERE fid = NEW.fid), r.revision, r.recorded_at, 'update',
      coalesce((SELECT actor FROM write_context), 'external'), (SELECT document_no FROM write_context), {new}
    FROM revisions r WHERE r.layer = '{layer}';
END;

CREATE TRIGGER "{layer}_deleted" AFTER DELETE ON "{layer}" BEGIN
  {revision}
  UPDATE "{layer}_history" SET
      revision_to = (SELECT revision FROM revisions WHERE layer = '{layer}'),
      recorded_to = (SELECT recorded_at FROM revisions WHERE layer = '{layer}')
    WHERE revision_to IS NULL AND id = OLD.id;
  INSERT INTO "{layer}_history" (fid, id, version, revision_from, revision_to, recorded_from, recorded_to, recorded_action, recorded_by, recorded_document_no, {columns})
    SELECT OLD.fid, OLD.id, OLD.version, r.revision, r.revision, r.recorded_at, r.recorded_at, 'delete',
      coalesce((SELECT actor FROM write_context), 'external'), (SELECT document_no FROM write_context), {old}
    FROM revisions r WHERE r.layer = '{layer}';
END;
