-- 作业：异步执行的过程（OGC API – Processes）。工作进程持有租约；租约过期即视为该进程已退出。
CREATE TABLE jining.jobs (
  id text COLLATE "C" PRIMARY KEY,
  process text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL CHECK (status IN ('accepted', 'running', 'successful', 'failed', 'dismissed')),
  actor text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  expires_at timestamptz NOT NULL,
  progress integer NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
  attempts integer NOT NULL DEFAULT 0,
  worker text,
  lease_until timestamptz,
  inputs bytea,
  result bytea,
  problems text
);
CREATE INDEX jobs_open ON jining.jobs (id) WHERE status IN ('accepted', 'running');
CREATE INDEX jobs_expiry ON jining.jobs (expires_at);
COMMENT ON TABLE jining.jobs IS '异步作业及其结果；到期后清除';
COMMENT ON COLUMN jining.jobs.id IS '作业编号（UUIDv7）';
COMMENT ON COLUMN jining.jobs.process IS '过程标识';
COMMENT ON COLUMN jining.jobs.status IS '状态：accepted 待执行、running 执行中、successful 成功、failed 失败、dismissed 已取消';
COMMENT ON COLUMN jining.jobs.actor IS '提交人';
COMMENT ON COLUMN jining.jobs.created_at IS '提交时间（UTC，毫秒）';
COMMENT ON COLUMN jining.jobs.updated_at IS '最近变化时间';
COMMENT ON COLUMN jining.jobs.started_at IS '开始执行时间';
COMMENT ON COLUMN jining.jobs.finished_at IS '结束时间';
COMMENT ON COLUMN jining.jobs.expires_at IS '保存期限';
COMMENT ON COLUMN jining.jobs.progress IS '进度，百分比';
COMMENT ON COLUMN jining.jobs.attempts IS '开始执行的次数';
COMMENT ON COLUMN jining.jobs.worker IS '执行它的进程';
COMMENT ON COLUMN jining.jobs.lease_until IS '租约期限；过期即进程已退出';
COMMENT ON COLUMN jining.jobs.inputs IS '输入（JSON，UTF-8）';
COMMENT ON COLUMN jining.jobs.result IS '结果（UTF-8）';
COMMENT ON COLUMN jining.jobs.problems IS '失败原因（JSON）';
