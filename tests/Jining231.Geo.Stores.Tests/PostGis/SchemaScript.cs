using System.Globalization;
using System.Text;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.Tests.PostGis;

/// <summary>The tables that the catalog asks for, as the script a DBA reads; the shipped script must say the same.</summary>
internal static class SchemaScript
{
    /// <summary>The county-level units of 济宁市 (GB/T 2260), and null for every other code.</summary>
    private static readonly string?[] Adcodes =
        ["370811", "370812", "370826", "370827", "370828", "370829", "370830", "370831", "370832", "370881", "370883", null];

    public static string Of(IReadOnlyList<LayerDef> catalog)
    {
        var sql = new StringBuilder("-- 图层表与历史表：由图层目录（LayerDef）规定，测试核对二者一致。\n");
        foreach (var layer in catalog)
            AppendLayer(sql, layer);
        return sql.ToString();
    }

    /// <summary>The script that adds the references: existing rows first, then one foreign key each, then comments that earlier scripts left out.</summary>
    public static string OfReferences(IReadOnlyList<LayerDef> catalog)
    {
        var references = LayerReference.In(catalog);
        var broken = references.Select(r =>
            $"    SELECT '{r.Layer.Name}' AS layer, c.id, '{r.Field.Name}' AS field, c.\"{r.Field.Name}\" AS value FROM jining.{r.Layer.Name} c\n"
            + $"      WHERE c.\"{r.Field.Name}\" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM jining.{r.Target.Name} t WHERE t.id = c.\"{r.Field.Name}\")\n");
        var keys = references.Select(r =>
            $"ALTER TABLE jining.{r.Layer.Name} ADD CONSTRAINT {r.Layer.Name}_{r.Field.Name}_fkey FOREIGN KEY (\"{r.Field.Name}\") REFERENCES jining.{r.Target.Name} (id)\n  DEFERRABLE INITIALLY DEFERRED;\n"
            + $"COMMENT ON CONSTRAINT {r.Layer.Name}_{r.Field.Name}_fkey ON jining.{r.Layer.Name} IS '{r.Field.TitleZh}：须为图层“{r.Target.TitleZh}”中已有的编号，提交时检查';\n");
        return $"""
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
            {string.Join("    UNION ALL\n", broken)}  ) v) x;
              IF many > 0 THEN
                RAISE EXCEPTION '引用了不存在的要素的值有 % 个（%）', many, places USING ERRCODE = 'JN004',
                  DETAIL = format('%s values refer to features that do not exist (%s)', many, places);
              END IF;
            END $$;

            {string.Concat(keys)}
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

            """;
    }

    private static void AppendLayer(StringBuilder sql, LayerDef layer)
    {
        var spatial = layer.Geometry != GeometryKind.None;
        var split = layer.PartitionField;
        sql.Append(split is null ? "\n" : $"\nCREATE SEQUENCE jining.{layer.Name}_fid;\n");
        sql.Append(CultureInfo.InvariantCulture, $"CREATE TABLE jining.{layer.Name} (\n");
        // An identity column cannot be partitioned in PostgreSQL 15: a sequence of its own does the same.
        sql.Append(split is null
            ? "  fid bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,\n"
            : $"  fid bigint NOT NULL DEFAULT nextval('jining.{layer.Name}_fid'),\n");
        sql.Append(CultureInfo.InvariantCulture, $"  id text COLLATE \"C\" NOT NULL DEFAULT gen_random_uuid()::text{(split is null ? " UNIQUE" : "")} CHECK (length(id) BETWEEN 1 AND 200),\n");
        sql.Append("  version bigint NOT NULL DEFAULT 1");
        if (spatial)
            sql.Append(CultureInfo.InvariantCulture, $",\n  geom geometry({layer.Geometry},4490){(layer.GeometryOptional ? "" : " NOT NULL")} CHECK (NOT ST_IsEmpty(geom) AND ST_IsValid(geom))");
        foreach (var field in layer.Fields)
            sql.Append(CultureInfo.InvariantCulture, $",\n  \"{field.Name}\" {TypeOf(field)}{(field.Required ? " NOT NULL" : "")}{Check(field)}");
        sql.Append(split is null ? "\n);\n" : $",\n  PRIMARY KEY (\"{split}\", id)\n) PARTITION BY LIST (\"{split}\");\nCREATE INDEX {layer.Name}_id ON jining.{layer.Name} (id);\n");
        AppendComments(sql, layer, spatial);
        if (spatial)
            sql.Append(CultureInfo.InvariantCulture, $"CREATE INDEX {layer.Name}_geom ON jining.{layer.Name} USING gist (geom);\n");
        foreach (var field in layer.Fields.Where(f => IsLookedUp(f) && f.Name != split))
            sql.Append(CultureInfo.InvariantCulture, $"CREATE INDEX {layer.Name}_{field.Name} ON jining.{layer.Name} (\"{field.Name}\", id);\n");
        foreach (var field in layer.Fields.Where(f => f.Type == FieldType.TextArray))
            sql.Append(CultureInfo.InvariantCulture, $"CREATE INDEX {layer.Name}_{field.Name} ON jining.{layer.Name} USING gin (\"{field.Name}\");\n");
        AppendHistory(sql, layer, spatial);
        AppendTriggers(sql, layer);
    }

    private static void AppendHistory(StringBuilder sql, LayerDef layer, bool spatial)
    {
        sql.Append(CultureInfo.InvariantCulture, $"CREATE TABLE jining.{layer.Name}_history (\n  fid bigint NOT NULL,\n  id text COLLATE \"C\" NOT NULL,\n  version bigint NOT NULL");
        if (spatial)
            sql.Append(CultureInfo.InvariantCulture, $",\n  geom geometry({layer.Geometry},4490)");
        foreach (var field in layer.Fields)
            sql.Append(CultureInfo.InvariantCulture, $",\n  \"{field.Name}\" {TypeOf(field)}");
        sql.Append("""
            ,
              revision_from bigint NOT NULL,
              revision_to bigint,
              recorded_from timestamptz NOT NULL,
              recorded_to timestamptz,
              recorded_action text NOT NULL CHECK (recorded_action IN ('create', 'update', 'delete')),
              recorded_by text NOT NULL,
              recorded_document_no text
            )
            """);
        sql.Append(layer.PartitionField is { } split ? $" PARTITION BY LIST (\"{split}\");\n" : ";\n");
        sql.Append(CultureInfo.InvariantCulture, $"COMMENT ON TABLE jining.{layer.Name}_history IS '{layer.TitleZh}：历次状态，每次操作一行';\n");
        sql.Append(CultureInfo.InvariantCulture, $"CREATE INDEX {layer.Name}_history_id ON jining.{layer.Name}_history (id, recorded_from);\n");
        sql.Append(CultureInfo.InvariantCulture, $"CREATE INDEX {layer.Name}_history_open ON jining.{layer.Name}_history (id) WHERE revision_to IS NULL;\n");
        if (spatial)
            sql.Append(CultureInfo.InvariantCulture, $"CREATE INDEX {layer.Name}_history_geom ON jining.{layer.Name}_history USING gist (geom);\n");
    }

    private static void AppendTriggers(StringBuilder sql, LayerDef layer)
    {
        var kind = layer.Geometry == GeometryKind.MultiPolygon ? "polygon" : "other";
        sql.Append(CultureInfo.InvariantCulture, $"CREATE TRIGGER {layer.Name}_row_before BEFORE INSERT OR UPDATE ON jining.{layer.Name} FOR EACH ROW EXECUTE FUNCTION jining.row_before('{kind}', '{layer.Name}'{(layer.PartitionField is null ? "" : ", 'split'")});\n");
        var split = layer.PartitionField is { } name ? $"'{name}'" : "NULL";
        sql.Append(CultureInfo.InvariantCulture, $"SELECT jining.watch('{layer.Name}', '{layer.Name}', {split});\n");
        if (layer.PartitionField is not null)
            foreach (var adcode in Adcodes)
                sql.Append(CultureInfo.InvariantCulture, $"SELECT jining.add_partition('{layer.Name}', {split}, {(adcode is null ? "NULL" : $"'{adcode}'")});\n");
        sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO jining.revisions (layer) VALUES ('{layer.Name}');\n");
    }

    private static void AppendComments(StringBuilder sql, LayerDef layer, bool spatial)
    {
        sql.Append(CultureInfo.InvariantCulture, $"COMMENT ON TABLE jining.{layer.Name} IS '{layer.TitleZh}：{layer.DescriptionZh}';\n");
        sql.Append(CultureInfo.InvariantCulture, $"COMMENT ON COLUMN jining.{layer.Name}.id IS '编号';\n");
        sql.Append(CultureInfo.InvariantCulture, $"COMMENT ON COLUMN jining.{layer.Name}.version IS '行版本';\n");
        if (spatial)
            sql.Append(CultureInfo.InvariantCulture, $"COMMENT ON COLUMN jining.{layer.Name}.geom IS '图形，CGCS2000 经纬度（EPSG:4490）';\n");
        foreach (var field in layer.Fields)
        {
            var unit = field.Unit is null or "1" ? "" : $"（{field.Unit}）";
            var codes = field.Codelist is null ? "" : "：" + string.Join("、", field.Codelist.Codes.Select(c => $"{c.Value} {c.Zh}"));
            sql.Append(CultureInfo.InvariantCulture, $"COMMENT ON COLUMN jining.{layer.Name}.\"{field.Name}\" IS '{field.TitleZh}{unit}{codes}';\n");
        }
    }

    private static bool IsLookedUp(FieldDef field) =>
        field.Name is not ("quality" or "source") && field.Type == FieldType.Text && (field.Codelist is not null || field.Name is "adcode" or "enterprise" or "target" or "industry" || field.Name.EndsWith("_id", StringComparison.Ordinal));

    private static string TypeOf(FieldDef field) => field.Type switch
    {
        FieldType.Integer => "bigint",
        FieldType.Real => "double precision",
        FieldType.Boolean => "boolean",
        FieldType.Timestamp => "timestamptz",
        FieldType.Date => "date",
        FieldType.TextArray => "text[] COLLATE \"C\"",
        _ => "text COLLATE \"C\"",
    };

    private static string Check(FieldDef field) => field.Codelist is null
        ? ""
        : $" CHECK (\"{field.Name}\" IN ({string.Join(", ", field.Codelist.Codes.Select(c => $"'{c.Value}'"))}))";
}
