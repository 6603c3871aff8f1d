using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Tests.Support;

namespace Jining231.Geo.Stores.Tests.PostGis;

/// <summary>Parcels and their history are split by county; nobody who reads or writes the layer can tell.</summary>
public sealed partial class PostGisStoreTests
{
    [Fact]
    public async Task A_row_written_into_one_partition_has_revision_and_history_too()
    {
        Psql(InsertParcel("parcels_370829", "a-1", "370829"));
        Assert.Equal(1, await Revision("parcels"));
        Assert.Equal("create|1\n", Psql("SELECT recorded_action || '|' || version FROM jining.parcels_history_370829 WHERE id = 'a-1'"));
        Assert.Throws<InvalidOperationException>(() => Psql("TRUNCATE jining.parcels_370829"));
    }

    [Fact]
    public void One_id_cannot_live_in_two_counties()
    {
        Psql(InsertParcel("parcels", "a-1", "370829"));
        Assert.Contains("a-1", Assert.Throws<InvalidOperationException>(() => Psql(InsertParcel("parcels", "a-1", "370881"))).Message, StringComparison.Ordinal);
        Assert.Contains("a-1", Assert.Throws<InvalidOperationException>(() => Psql(InsertParcel("parcels_370881", "a-1", "370881"))).Message, StringComparison.Ordinal);
        Psql(InsertParcel("parcels", "a-2", "370881"));
        Assert.Throws<InvalidOperationException>(() => Psql("UPDATE jining.parcels SET id = 'a-1' WHERE id = 'a-2'"));
        Assert.Equal("a-1\na-2\n", Psql("SELECT id FROM jining.parcels ORDER BY id"));
    }

    [Fact]
    public async Task A_parcel_that_moves_to_another_county_keeps_its_identity()
    {
        var before = Clock.Now;
        Psql(InsertParcel("parcels", "a-1", "370829"));
        Clock.Now = before.AddHours(1);
        var moved = await Apply(new UpdateFeature("parcels", "a-1", 1, null, new Dictionary<string, object?> { ["adcode"] = "370881" }));
        Assert.Equal(2, Assert.Single(moved.Versions));
        Clock.Now = before.AddHours(2);
        Psql("UPDATE jining.parcels SET adcode = '999999' WHERE id = 'a-1'");
        Assert.Equal((3L, "999999"), ((await Get("parcels", "a-1"))!.Version, (await Get("parcels", "a-1"))!["adcode"]));
        Assert.Equal("370881", (await Get("parcels", "a-1", before.AddMinutes(90)))!["adcode"]);
        Assert.Equal("370829", (await Get("parcels", "a-1", before.AddMinutes(30)))!["adcode"]);
        Psql("DELETE FROM jining.parcels WHERE id = 'a-1'");
        Psql(InsertParcel("parcels", "a-1", "370826"));
        Assert.Equal(4, (await Get("parcels", "a-1"))!.Version);
    }

    private static string InsertParcel(string table, string id, string adcode) =>
        $"INSERT INTO jining.{table} (id, name, source, quality, adcode, class_code, status, geom) VALUES ('{id}', '地块', 'psql', 'synthetic', '{adcode}', '1001', 'vacant',"
        + $" ST_GeomFromWKB('\\x{Convert.ToHexString(Land.Square(0, 0, 100))}'::bytea, 4490))";
}
