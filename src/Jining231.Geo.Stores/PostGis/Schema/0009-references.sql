-- 图层之间的引用：由图层目录（LayerDef）规定，测试核对二者一致。提交时检查，因此同一事务中先写哪一方都可以。
-- Each referring column has its index already (0002); histories are not bound, for what they refer to may be gone.

SET CONSTRAINTS ALL IMMEDIATE;

-- A database that breaks a reference already is not touched, and its rows are named.
DO $$
DECLARE
  many bigint;
  places text;
BEGIN
  SELECT count(*), translate(string_agg(format('%s/%s: %s = %s', x.layer, x.id, x.field, x.value), '; ' ORDER BY x.n) FILTER (WHERE x.n <= 10), E'\r\n', '  ')
    INTO many, places FROM (SELECT v.*, row_number() OVER (ORDER BY v.layer, v.id, v.field) AS n FROM (
    SELECT 'parks' AS layer, c.id, 'parent_id' AS field, c."parent_id" AS value FROM jining.parks c
      WHERE c."parent_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM jining.parks t WHERE t.id = c."parent_id")
    UNION ALL
    SELECT 'ports' AS layer, c.id, 'park_id' AS field, c."park_id" AS value FROM jining.ports c
      WHERE c."park_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM jining.parks t WHERE t.id = c."park_id")
    UNION ALL
    SELECT 'parcels' AS layer, c.id, 'park_id' AS field, c."park_id" AS value FROM jining.parcels c
      WHERE c."park_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM jining.parks t WHERE t.id = c."park_id")
    UNION ALL
    SELECT 'projects' AS layer, c.id, 'park_id' AS field, c."park_id" AS value FROM jining.projects c
      WHERE c."park_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM jining.parks t WHERE t.id = c."park_id")
    UNION ALL
    SELECT 'reserves' AS layer, c.id, 'park_id' AS field, c."park_id" AS value FROM jining.reserves c
      WHERE c."park_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM jining.parks t WHERE t.id = c."park_id")
    UNION ALL
    SELECT 'reserves' AS layer, c.id, 'project_id' AS field, c."project_id" AS value FROM jining.reserves c
      WHERE c."project_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM jining.projects t WHERE t.id = c."project_id")
  ) v) x;
  IF many > 0 THEN
    RAISE EXCEPTION '引用了不存在的要素的值有 % 个（%）', many, places USING ERRCODE = 'JN004',
      DETAIL = format('%s values refer to features that do not exist (%s)', many, places);
  END IF;
END $$;

ALTER TABLE jining.parks ADD CONSTRAINT parks_parent_id_fkey FOREIGN KEY ("parent_id") REFERENCES jining.parks (id)
  DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT parks_parent_id_fkey ON jining.parks IS '上级园区：须为图层“园区”中已有的编号，提交时检查';
ALTER TABLE jining.ports ADD CONSTRAINT ports_park_id_fkey FOREIGN KEY ("park_id") REFERENCES jining.parks (id)
  DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT ports_park_id_fkey ON jining.ports IS '所在园区：须为图层“园区”中已有的编号，提交时检查';
ALTER TABLE jining.parcels ADD CONSTRAINT parcels_park_id_fkey FOREIGN KEY ("park_id") REFERENCES jining.parks (id)
  DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT parcels_park_id_fkey ON jining.parcels IS '所在园区：须为图层“园区”中已有的编号，提交时检查';
ALTER TABLE jining.projects ADD CONSTRAINT projects_park_id_fkey FOREIGN KEY ("park_id") REFERENCES jining.parks (id)
  DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT projects_park_id_fkey ON jining.projects IS '所在园区：须为图层“园区”中已有的编号，提交时检查';
ALTER TABLE jining.reserves ADD CONSTRAINT reserves_park_id_fkey FOREIGN KEY ("park_id") REFERENCES jining.parks (id)
  DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT reserves_park_id_fkey ON jining.reserves IS '所在园区：须为图层“园区”中已有的编号，提交时检查';
ALTER TABLE jining.reserves ADD CONSTRAINT reserves_project_id_fkey FOREIGN KEY ("project_id") REFERENCES jining.projects (id)
  DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT reserves_project_id_fkey ON jining.reserves IS '启用项目：须为图层“项目”中已有的编号，提交时检查';

-- Every column says in Chinese what it holds, those of the histories and of DbUp's journal too.
DO $$
DECLARE
  c record;
BEGIN
  FOR c IN
    SELECT h.relname, a.attname, coalesce(
        (SELECT col_description(p.attrelid, p.attnum) FROM pg_attribute p
          WHERE p.attrelid = to_regclass('jining.' || quote_ident(regexp_replace(h.relname, '_history$', ''))) AND p.attname = a.attname),
        CASE a.attname
          WHEN 'fid' THEN '内部序号'
          WHEN 'revision_from' THEN '自此修订号起有效'
          WHEN 'revision_to' THEN '至此修订号止（不含）；空为现行'
          WHEN 'recorded_from' THEN '记录时间起（UTC，毫秒）'
          WHEN 'recorded_to' THEN '记录时间止（不含）；空为现行'
          WHEN 'recorded_action' THEN '操作：create 新增、update 修改、delete 删除'
          WHEN 'recorded_by' THEN '经办人'
          WHEN 'recorded_document_no' THEN '文号'
          WHEN 'schemaversionsid' THEN '序号'
          WHEN 'scriptname' THEN '脚本名'
          WHEN 'applied' THEN '执行时间'
        END) AS words
    FROM pg_class h JOIN pg_attribute a ON a.attrelid = h.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE h.relnamespace = 'jining'::regnamespace AND h.relkind IN ('r', 'p') AND NOT h.relispartition AND col_description(h.oid, a.attnum) IS NULL
  LOOP
    EXECUTE format('COMMENT ON COLUMN jining.%I.%I IS %L', c.relname, c.attname, c.words);
  END LOOP;
  IF to_regclass('jining.schema_versions') IS NOT NULL THEN
    EXECUTE $c$COMMENT ON TABLE jining.schema_versions IS '已执行的结构脚本（DbUp）'$c$;
  END IF;
END $$;
