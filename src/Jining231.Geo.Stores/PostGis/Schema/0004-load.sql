-- 大批量装载：空图层在独占锁下装入全部行之后，由本函数一次写入修订号与历史，与触发器所写完全相同。

-- Called by the owner inside the loading transaction, while the layer's insert triggers are away. It refuses a layer whose history is
-- not empty, so that no row can get two histories.
CREATE FUNCTION jining.layer_loaded(name text, split text) RETURNS void
  LANGUAGE plpgsql SET search_path = jining, public, pg_temp AS $$
DECLARE
  r record;
  cols text;
  found boolean;
  twice text;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', name || '_history') INTO found;
  IF found THEN
    RAISE EXCEPTION '图层 % 已有历史，不能按空图层装载。', name USING ERRCODE = 'JN003';
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', name) INTO found;
  IF NOT found THEN
    RETURN;
  END IF;
  SELECT a.layer, a.revision, a.recorded_at INTO r FROM advance(ARRAY[name]) a;
  -- A unique index sees one partition only.
  IF split IS NOT NULL THEN
    EXECUTE format('SELECT min(x.id) FROM (SELECT id FROM %I GROUP BY id HAVING count(*) > 1) x', name) INTO twice;
    IF twice IS NOT NULL THEN
      RAISE EXCEPTION '编号“%”已被使用。', twice USING ERRCODE = 'unique_violation', TABLE = name, CONSTRAINT = name || '_id_key';
    END IF;
  END IF;
  SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO cols
    FROM pg_attribute WHERE attrelid = format('jining.%I', name)::regclass AND attnum > 0 AND NOT attisdropped;
  EXECUTE format('INSERT INTO %I (%s, revision_from, revision_to, recorded_from, recorded_to, recorded_action, recorded_by, recorded_document_no)
      SELECT %s, $1, NULL, $2, NULL, $3, $4, $5 FROM %I', name || '_history', cols, cols, name)
    USING r.revision, r.recorded_at, 'create', actor(), nullif(current_setting('jining.document_no', true), '');
END $$;
COMMENT ON FUNCTION jining.layer_loaded(text, text) IS '空图层装载之后写入修订号与历史（仅供装载程序在同一事务内调用）';
REVOKE EXECUTE ON FUNCTION jining.layer_loaded(text, text) FROM PUBLIC;
