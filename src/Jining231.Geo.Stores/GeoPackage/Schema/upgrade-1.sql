-- From schema 1: history learns which act a row stems from; version 1 was always a creation, later ones changes.
ALTER TABLE "{layer}_history" ADD COLUMN recorded_action TEXT;
UPDATE "{layer}_history" SET recorded_action = CASE version WHEN 1 THEN 'create' ELSE 'update' END;
CREATE INDEX "{layer}_history_open_fid" ON "{layer}_history" (fid) WHERE revision_to IS NULL;
DROP TRIGGER "{layer}_inserted";
DROP TRIGGER "{layer}_updated";
DROP TRIGGER "{layer}_deleted";
