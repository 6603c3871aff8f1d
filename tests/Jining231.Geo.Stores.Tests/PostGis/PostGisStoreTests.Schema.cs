using System.Text.RegularExpressions;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.Tests.PostGis;

/// <summary>What the database itself says of its schema after all scripts have run.</summary>
public sealed partial class PostGisStoreTests
{
    [Fact]
    public void Every_table_and_column_says_in_chinese_what_it_holds()
    {
        var silent = Psql("""
            SELECT c.relname || coalesce('.' || a.attname, '')
            FROM pg_class c JOIN LATERAL (
              SELECT NULL::name AS attname, obj_description(c.oid, 'pg_class') AS words
              UNION ALL SELECT attname, col_description(attrelid, attnum) FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) a ON true
            WHERE c.relnamespace = 'jining'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition AND (a.words IS NULL OR a.words !~ '[一-龥]')
            ORDER BY 1
            """);
        Assert.Equal("", silent.Trim());
    }

    [Fact]
    public void Every_codelist_is_a_check_constraint()
    {
        foreach (var layer in LayerCatalog.All)
        {
            var checks = Psql($"SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'jining.{layer.Name}'::regclass AND contype = 'c' AND convalidated").Split('\n');
            foreach (var field in layer.Fields.Where(f => f.Codelist is not null))
                Assert.Contains(checks, c => c.Contains($"(({field.Name} = ", StringComparison.Ordinal)
                    && field.Codelist!.Codes.Select(x => x.Value).SequenceEqual(Codes().Matches(c).Select(m => m.Groups[1].Value)));
        }
    }

    [GeneratedRegex("'([^']*)'::text")]
    private static partial Regex Codes();
}
