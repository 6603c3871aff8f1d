-- 基础表与函数：修订号、历史、园区锁、幂等键。可由 DBA 直接阅读和执行（需先有 postgis 扩展和 jining 模式）。
-- Every function runs as the owner with a fixed search path, so that no caller can put another object in the way.

CREATE TABLE jining.revisions (
  layer text COLLATE "C" PRIMARY KEY,
  revision bigint NOT NULL DEFAULT 0,
  recorded_at timestamptz NOT NULL DEFAULT 'epoch',
  writer text
);
COMMENT ON TABLE jining.revisions IS '每个图层的当前修订号；写事务先锁定对应行';
COMMENT ON COLUMN jining.revisions.layer IS '图层名';
COMMENT ON COLUMN jining.revisions.revision IS '修订号，从 0 起，每个写事务加 1';
COMMENT ON COLUMN jining.revisions.recorded_at IS '最近一次写入的时间（UTC，毫秒）';
COMMENT ON COLUMN jining.revisions.writer IS '最近写入的事务标识：同一事务只加一次';

CREATE TABLE jining.revision_log (
  layer text COLLATE "C" NOT NULL REFERENCES jining.revisions (layer),
  revision bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (layer, revision)
);
COMMENT ON TABLE jining.revision_log IS '历次修订号及其时间，用于回看';
COMMENT ON COLUMN jining.revision_log.layer IS '图层名';
COMMENT ON COLUMN jining.revision_log.revision IS '修订号';
COMMENT ON COLUMN jining.revision_log.recorded_at IS '写入时间（UTC，毫秒）';

CREATE TABLE jining.retired (
  layer text COLLATE "C" NOT NULL REFERENCES jining.revisions (layer),
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  PRIMARY KEY (layer, id)
);
COMMENT ON TABLE jining.retired IS '已删除的编号及其最后的行版本：同一编号再次使用时版本接着计';
COMMENT ON COLUMN jining.retired.layer IS '图层名';
COMMENT ON COLUMN jining.retired.id IS '编号';
COMMENT ON COLUMN jining.retired.version IS '最后的行版本';

CREATE TABLE jining.park_locks (
  park_id text COLLATE "C" PRIMARY KEY,
  turn bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE jining.park_locks IS '园区锁：改动园区边界或其中留白地块的事务逐一通过';
COMMENT ON COLUMN jining.park_locks.park_id IS '园区编号';
COMMENT ON COLUMN jining.park_locks.turn IS '通过次数';

CREATE TABLE jining.applied_changes (
  key text COLLATE "C" PRIMARY KEY,
  digest text,
  result text NOT NULL,
  recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE jining.applied_changes IS '幂等键及其首次答复：重试得到同一答复';
COMMENT ON COLUMN jining.applied_changes.key IS '幂等键';
COMMENT ON COLUMN jining.applied_changes.digest IS '请求摘要';
COMMENT ON COLUMN jining.applied_changes.result IS '首次答复（JSON）';
COMMENT ON COLUMN jining.applied_changes.recorded_at IS '写入时间（UTC，毫秒）';

CREATE FUNCTION jining.store_now() RETURNS timestamptz LANGUAGE sql VOLATILE
  SET search_path = jining, public, pg_temp
  AS $$ SELECT date_trunc('milliseconds', clock_timestamp()) $$;
COMMENT ON FUNCTION jining.store_now() IS '数据库时钟，毫秒';

-- Locks and moves on the revision of each layer, in name order, once per transaction; time never runs backwards in a layer.
-- The transaction is known by its number and its start, because numbers begin anew after a restore.
CREATE FUNCTION jining.advance(layers text[]) RETURNS TABLE (layer text, revision bigint, recorded_at timestamptz)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = jining, public, pg_temp AS $$
DECLARE
  me text := pg_current_xact_id()::text || '@' || extract(epoch FROM transaction_timestamp())::text;
  stamp timestamptz;
BEGIN
  PERFORM 1 FROM revisions r WHERE r.layer = ANY (layers) ORDER BY r.layer FOR UPDATE;
  SELECT greatest(store_now(), max(r.recorded_at) + interval '1 millisecond') INTO stamp
    FROM revisions r WHERE r.layer = ANY (layers) AND r.writer IS DISTINCT FROM me;
  UPDATE revisions r SET revision = r.revision + 1, recorded_at = stamp, writer = me
    WHERE r.layer = ANY (layers) AND r.writer IS DISTINCT FROM me;
  INSERT INTO revision_log SELECT r.layer, r.revision, r.recorded_at FROM revisions r
    WHERE r.layer = ANY (layers) ON CONFLICT DO NOTHING;
  RETURN QUERY SELECT r.layer, r.revision, r.recorded_at FROM revisions r WHERE r.layer = ANY (layers) ORDER BY r.layer;
END $$;
COMMENT ON FUNCTION jining.advance(text[]) IS '按名称顺序锁定图层并使修订号加 1（同一事务只加一次）';

CREATE FUNCTION jining.actor() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT coalesce(nullif(current_setting('jining.actor', true), ''), 'external:' || session_user) $$;
COMMENT ON FUNCTION jining.actor() IS '经办人；未经本系统的写入记为 external: 加数据库用户名';

-- Before each row: id and version are the store's, shells run counter-clockwise (RFC 7946, OGC SFA). An id that comes back goes on
-- counting where it ended. A row that moves to another partition arrives here as an insert and keeps the version it has just got.
CREATE FUNCTION jining.row_before() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = jining, public, pg_temp AS $$
DECLARE
  seen bigint;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.id = OLD.id THEN
    NEW.version := OLD.version + 1;
  ELSE
    SELECT version INTO seen FROM retired WHERE layer = TG_ARGV[1] AND id = NEW.id;
    IF TG_OP = 'INSERT' AND TG_NARGS < 3 THEN
      NEW.version := 1;
    ELSIF TG_OP = 'UPDATE' THEN
      NEW.version := OLD.version + 1;
    END IF;
    NEW.version := greatest(NEW.version, seen + 1);
  END IF;
  IF TG_ARGV[0] = 'polygon' THEN
    NEW.geom := ST_ForcePolygonCCW(NEW.geom);
  END IF;
  RETURN NEW;
END $$;

-- After each statement: revision and history, set-based, in the same transaction. The layer's name is the first argument, because
-- a statement may also name one partition; the second, where given, is the field by which the layer is partitioned.
CREATE FUNCTION jining.rows_written() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = jining, public, pg_temp AS $$
DECLARE
  name text := TG_ARGV[0];
  split text := TG_ARGV[1];
  r record;
  cols text;
  n text;
  written boolean;
  twice text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT EXISTS (SELECT 1 FROM new_rows) INTO written;
  ELSE
    SELECT EXISTS (SELECT 1 FROM old_rows) INTO written;
  END IF;
  IF NOT written THEN
    RETURN NULL;
  END IF;
  SELECT a.layer, a.revision, a.recorded_at INTO r FROM advance(ARRAY[name]) a;
  -- A unique index sees one partition only; under the lock on the revision nobody else can add the same id elsewhere.
  IF split IS NOT NULL AND TG_OP <> 'DELETE' THEN
    -- The planner knows nothing of rows just written: for many of them it must not go through the layer once for each.
    IF (SELECT count(*) FROM (SELECT 1 FROM new_rows LIMIT 10000) x) = 10000 THEN
      PERFORM set_config('enable_nestloop', 'off', true);
    END IF;
    EXECUTE format('SELECT min(x.id) FROM new_rows x JOIN %I p ON p.id = x.id AND p.%I <> x.%I', name, split, split) INTO twice;
    PERFORM set_config('enable_nestloop', 'on', true);
    IF twice IS NOT NULL THEN
      RAISE EXCEPTION '编号“%”已被使用。', twice USING ERRCODE = 'unique_violation', TABLE = name, CONSTRAINT = name || '_id_key';
    END IF;
  END IF;
  SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum), string_agg('x.' || quote_ident(attname), ', ' ORDER BY attnum)
    INTO cols, n FROM pg_attribute WHERE attrelid = format('jining.%I', name)::regclass AND attnum > 0 AND NOT attisdropped;
  IF TG_OP <> 'INSERT' THEN
    EXECUTE format('UPDATE %I h SET revision_to = $1, recorded_to = $2 FROM old_rows o WHERE h.id = o.id %s AND h.revision_to IS NULL',
      name || '_history', CASE WHEN split IS NULL THEN '' ELSE format('AND h.%I = o.%I', split, split) END) USING r.revision, r.recorded_at;
    EXECUTE format('INSERT INTO retired (layer, id, version) SELECT $1, o.id, o.version FROM old_rows o WHERE %s
        ON CONFLICT (layer, id) DO UPDATE SET version = greatest(retired.version, excluded.version)',
      CASE TG_OP WHEN 'DELETE' THEN 'true' ELSE format('NOT EXISTS (SELECT 1 FROM %I p WHERE p.id = o.id)', name) END) USING name;
  END IF;
  EXECUTE format('INSERT INTO %I (%s, revision_from, revision_to, recorded_from, recorded_to, recorded_action, recorded_by, recorded_document_no)
      SELECT %s, $1, %s, $2, %s, $3, $4, $5 FROM %I x',
      name || '_history', cols, n,
      CASE TG_OP WHEN 'DELETE' THEN '$1' ELSE 'NULL' END, CASE TG_OP WHEN 'DELETE' THEN '$2' ELSE 'NULL' END,
      CASE TG_OP WHEN 'DELETE' THEN 'old_rows' ELSE 'new_rows' END)
    USING r.revision, r.recorded_at,
      CASE TG_OP WHEN 'INSERT' THEN 'create' WHEN 'UPDATE' THEN 'update' ELSE 'delete' END,
      actor(), nullif(current_setting('jining.document_no', true), '');
  RETURN NULL;
END $$;

CREATE FUNCTION jining.no_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '图层 % 不能 TRUNCATE：历史会丢失。请用 DELETE。', TG_TABLE_NAME USING ERRCODE = 'JN003';
END $$;

-- The triggers of a statement that names this table: the layer itself, or one of its partitions.
CREATE FUNCTION jining.watch(relation text, layer text, split text) RETURNS void
  LANGUAGE plpgsql SET search_path = jining, public, pg_temp AS $$
DECLARE
  arguments text := concat_ws(', ', quote_literal(layer), quote_literal(split));
BEGIN
  EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION rows_written(%s)', relation || '_inserted', relation, arguments);
  EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION rows_written(%s)', relation || '_updated', relation, arguments);
  EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION rows_written(%s)', relation || '_deleted', relation, arguments);
  EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION no_truncate()', relation || '_truncated', relation);
END $$;
COMMENT ON FUNCTION jining.watch(text, text, text) IS '为图层表（或其分区）建立修订与历史触发器';

-- One partition of a layer and one of its history; a null value makes the default partitions.
CREATE FUNCTION jining.add_partition(layer text, split text, value text) RETURNS void
  LANGUAGE plpgsql SET search_path = jining, public, pg_temp AS $$
DECLARE
  part text := layer || '_' || coalesce(value, 'other');
  bounds text := CASE WHEN value IS NULL THEN 'DEFAULT' ELSE format('FOR VALUES IN (%L)', value) END;
BEGIN
  EXECUTE format('CREATE TABLE %I PARTITION OF %I %s', part, layer, bounds);
  EXECUTE format('CREATE TABLE %I PARTITION OF %I %s', replace(part, layer, layer || '_history'), layer || '_history', bounds);
  PERFORM watch(part, layer, split);
END $$;
COMMENT ON FUNCTION jining.add_partition(text, text, text) IS '为分区图层及其历史增加一个分区；取值为空时建立默认分区';
