-- 情景分支：设在记录之上的改动，不属于任何图层，不影响修订号。
CREATE TABLE jining.branches (
  name text COLLATE "C" PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  base_at timestamptz NOT NULL,
  base_revisions text NOT NULL,
  content bytea NOT NULL,
  actor text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
COMMENT ON TABLE jining.branches IS '命名的情景分支';
COMMENT ON COLUMN jining.branches.name IS '名称';
COMMENT ON COLUMN jining.branches.version IS '版本，每次改动加 1';
COMMENT ON COLUMN jining.branches.base_at IS '所依据记录的时点（UTC，毫秒）';
COMMENT ON COLUMN jining.branches.base_revisions IS '所依据的各图层修订号（JSON）';
COMMENT ON COLUMN jining.branches.content IS '假设的内容（JSON，UTF-8）';
COMMENT ON COLUMN jining.branches.actor IS '最近改动人';
COMMENT ON COLUMN jining.branches.created_at IS '建立时间（UTC，毫秒）';
COMMENT ON COLUMN jining.branches.updated_at IS '最近改动时间';
