-- Every revision, whoever made it, is kept with its time and shown as the layer's last change.
CREATE TRIGGER revisions_logged AFTER UPDATE ON revisions BEGIN
  INSERT INTO revision_log (layer, revision, recorded_at) VALUES (NEW.layer, NEW.revision, NEW.recorded_at);
  UPDATE gpkg_contents SET last_change = NEW.recorded_at WHERE table_name = NEW.layer;
END;
