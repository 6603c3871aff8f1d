-- History of one layer: one row per act. {layer} and {definitions} are filled in from its LayerDef.
-- A deletion leaves a row that begins and ends with its revision: it says who did it and is part of no view.
CREATE TABLE "{layer}_history" (
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  revision_from INTEGER NOT NULL,
  revision_to INTEGER,
  recorded_from TEXT NOT NULL,
  recorded_to TEXT,
  recorded_action TEXT,
  recorded_by TEXT NOT NULL,
  recorded_document_no TEXT,
  {definitions}
);
CREATE INDEX "{layer}_history_id" ON "{layer}_history" (id, recorded_from);
CREATE INDEX "{layer}_history_open" ON "{layer}_history" (id) WHERE revision_to IS NULL;
CREATE INDEX "{layer}_history_open_fid" ON "{layer}_history" (fid) WHERE revision_to IS NULL;
