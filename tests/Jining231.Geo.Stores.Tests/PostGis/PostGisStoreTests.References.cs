using Jining231.Geo.Layers;
using Jining231.Geo.Stores.PostGis;
using Jining231.Geo.Stores.Tests.Support;
using Npgsql;

namespace Jining231.Geo.Stores.Tests.PostGis;

/// <summary>References are foreign keys: for psql, between two writers, in a large load, and in a database that is brought up to date.</summary>
public sealed partial class PostGisStoreTests
{
    private const string Keys = "SELECT string_agg(conname || ' ' || convalidated || ' ' || pg_get_constraintdef(oid), E'\\n' ORDER BY conname) FROM pg_constraint"
        + " WHERE contype = 'f' AND conname LIKE '%\\_id\\_fkey' AND conparentid = 0 AND connamespace = 'jining'::regnamespace";

    [Fact]
    public async Task Psql_cannot_break_a_reference()
    {
        await Apply(Land.Park("p-1", null), Land.Port("s-1", "p-1"));
        foreach (var sql in (string[])["UPDATE jining.ports SET park_id = 'p-9'", "DELETE FROM jining.parks", "UPDATE jining.parks SET id = 'p-2'", InsertPort("s-2", "p-9"),
            "BEGIN; " + InsertParcel("parcels_370829", "a-1", "370829") + "; UPDATE jining.parcels_370829 SET park_id = 'p-9'; COMMIT"])
            Assert.Contains("_fkey", Assert.Throws<InvalidOperationException>(() => Psql(sql)).Message, StringComparison.Ordinal);
        Psql($"BEGIN; {InsertPort("s-2", "p-2")}; {InsertPark("p-2")}; COMMIT");
        Assert.Equal(["s-1", "s-2"], (await Query(new FeatureQuery("ports"))).Select(r => r.Id));
        Assert.Empty(await Query(new FeatureQuery("parcels")));
    }

    [Fact]
    public async Task Of_a_deletion_and_a_reference_made_at_the_same_moment_one_is_refused_in_words()
    {
        await Apply(Land.Park("p-1", null), Land.Park("p-2", null));
        await using var source = NpgsqlDataSource.Create(Database);
        await using var other = await source.OpenConnectionAsync();
        await Run(other, "BEGIN; DELETE FROM jining.parks WHERE id = 'p-1'");
        var reference = Task.Run(() => Apply(Land.Port("s-1", "p-1")));
        await Task.Delay(300);
        await Run(other, "COMMIT");
        await Refused(ProblemCode.MissingReference, () => reference);

        await Run(other, "BEGIN; " + InsertPort("s-2", "p-2") + "; SET CONSTRAINTS ALL IMMEDIATE");
        var deletion = Task.Run(() => Apply(new DeleteFeature("parks", "p-2", 1)));
        await Task.Delay(300);
        await Run(other, "COMMIT");
        Assert.Equal("s-2", (await Refused(ProblemCode.InUse, () => deletion)).Feature!.Id);
    }

    [Fact]
    public async Task A_bulk_load_keeps_references_too()
    {
        var keys = Psql(Keys);
        await Apply(Land.Park("p-1", null));
        var problem = await Refused(ProblemCode.MissingReference, () => Bulk.LoadAsync("parcels", "测试员", Then(Land.Parcel("z", "p-9")), null, None));
        Assert.Equal("/properties/park_id", problem.Field);
        Assert.Contains("p-9", problem.MessageZh, StringComparison.Ordinal);
        Assert.Equal(0, await Revision("parcels"));
        Assert.Equal(6, await Bulk.LoadAsync("parcels", "测试员", Then(Land.Parcel("z", "p-1")), null, None));
        Assert.Equal("/properties/park_id", (await Refused(ProblemCode.MissingReference, () => Bulk.LoadAsync("parcels", "测试员", Only(Land.Parcel("b", "p-9")), null, None))).Field);
        Assert.Equal(keys, Psql(Keys));
        await Refused(ProblemCode.InUse, () => Apply(new DeleteFeature("parks", "p-1", 1)));

        static async IAsyncEnumerable<CreateFeature> Only(CreateFeature feature)
        {
            await Task.Yield();
            yield return feature;
        }
    }

    [Fact]
    public async Task A_database_from_before_gets_its_foreign_keys_unless_its_rows_break_them()
    {
        var keys = Psql(Keys).Trim();
        Assert.Equal(LayerReference.In(LayerCatalog.All).Count, keys.Split('\n').Length);
        Assert.All(keys.Split('\n'), k => Assert.Matches(@"^[a-z_]+ true FOREIGN KEY .* REFERENCES (jining\.)?(parks|projects)\(id\) DEFERRABLE INITIALLY DEFERRED$", k));
        foreach (var reference in LayerReference.In(LayerCatalog.All))
            Psql($"ALTER TABLE jining.{reference.Layer.Name} DROP CONSTRAINT {reference.Layer.Name}_{reference.Field.Name}_fkey");
        Psql("DELETE FROM jining.schema_versions WHERE scriptname LIKE '%0009-references.sql'");
        Psql($"BEGIN; {InsertPark("p-1")}; {InsertPort("s-1", "p-1")}; {InsertPort("s-2", "p-9")}; {InsertParcel("parcels", "a-1", "370829")}; UPDATE jining.parcels SET park_id = 'p-8'; COMMIT");
        var problem = await Refused(ProblemCode.StoreMismatch, () => PostGisStore.OpenAsync(Database, LayerCatalog.All, None));
        Assert.Contains("2 values refer to features that do not exist (parcels/a-1: park_id = p-8; ports/s-2: park_id = p-9)", problem.MessageEn, StringComparison.Ordinal);
        Assert.Contains("有 2 个（parcels/a-1: park_id = p-8; ports/s-2: park_id = p-9）", problem.MessageZh, StringComparison.Ordinal);
        Assert.Equal("", Psql(Keys).Trim());
        Psql("UPDATE jining.ports SET park_id = NULL WHERE id = 's-2'; DELETE FROM jining.parcels");
        await using (await PostGisStore.OpenAsync(Database, LayerCatalog.All, None))
            Assert.Equal(keys, Psql(Keys).Trim());
        Assert.Equal("p-1", (await Get("ports", "s-1"))!.Text("park_id"));
    }

    private static string InsertPort(string id, string park) =>
        $"INSERT INTO jining.ports (id, name, source, quality, kind, park_id) VALUES ('{id}', '港', 'psql', 'synthetic', 'canal', '{park}')";

    private static string InsertPark(string id) =>
        $"INSERT INTO jining.parks (id, name, source, quality, level, kind) VALUES ('{id}', '园', 'psql', 'synthetic', 'park', 'chemical')";
}
