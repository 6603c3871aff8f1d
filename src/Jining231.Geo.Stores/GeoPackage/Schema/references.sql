-- One reference: {field} of {layer} is null or an id of {target}. The service checks at the end of its own change sets; these triggers do so
-- for other programs, row by row: what is referred to is written first and deleted last. {layer}, {field} and {target} are filled in from the LayerDef.
CREATE INDEX IF NOT EXISTS "{layer}_{field}" ON "{layer}" ("{field}");
CREATE TRIGGER IF NOT EXISTS "{layer}_{field}_insert_refers" AFTER INSERT ON "{layer}"
  WHEN NEW."{field}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM write_context) AND NOT EXISTS (SELECT 1 FROM "{target}" WHERE id = NEW."{field}")
BEGIN SELECT RAISE(ABORT, '{field} of {layer} is not the id of a feature in {target}'); END;
CREATE TRIGGER IF NOT EXISTS "{layer}_{field}_update_refers" AFTER UPDATE OF "{field}" ON "{layer}"
  WHEN NEW."{field}" IS NOT NULL AND NEW."{field}" IS NOT OLD."{field}" AND NOT EXISTS (SELECT 1 FROM write_context)
    AND NOT EXISTS (SELECT 1 FROM "{target}" WHERE id = NEW."{field}")
BEGIN SELECT RAISE(ABORT, '{field} of {layer} is not the id of a feature in {target}'); END;
CREATE TRIGGER IF NOT EXISTS "{layer}_{field}_delete_referred" AFTER DELETE ON "{target}"
  WHEN NOT EXISTS (SELECT 1 FROM write_context) AND EXISTS (SELECT 1 FROM "{layer}" WHERE "{field}" = OLD.id)
BEGIN SELECT RAISE(ABORT, 'a feature of {layer} still refers to this feature of {target} ({field})'); END;
CREATE TRIGGER IF NOT EXISTS "{layer}_{field}_rename_referred" AFTER UPDATE OF id ON "{target}"
  WHEN NEW.id IS NOT OLD.id AND NOT EXISTS (SELECT 1 FROM write_context) AND EXISTS (SELECT 1 FROM "{layer}" WHERE "{field}" = OLD.id)
BEGIN SELECT RAISE(ABORT, 'a feature of {layer} still refers to this feature of {target} ({field})'); END;
