-- Nobody but the service writes this layer: the rules of the account would be passed by.
CREATE TRIGGER "{layer}_no_foreign_insert" BEFORE INSERT ON "{layer}" WHEN NOT EXISTS (SELECT 1 FROM write_context)
BEGIN SELECT RAISE(ABORT, 'layer {layer} is written through the Jining231.Geo service only'); END;
CREATE TRIGGER "{layer}_no_foreign_update" BEFORE UPDATE ON "{layer}" WHEN NOT EXISTS (SELECT 1 FROM write_context)
BEGIN SELECT RAISE(ABORT, 'layer {layer} is written through the Jining231.Geo service only'); END;
CREATE TRIGGER "{layer}_no_foreign_delete" BEFORE DELETE ON "{layer}" WHEN NOT EXISTS (SELECT 1 FROM write_context)
BEGIN SELECT RAISE(ABORT, 'layer {layer} is written through the Jining231.Geo service only'); END;
