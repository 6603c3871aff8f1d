namespace Jining231.Geo.Cli.Tests.PostGis;

/// <summary>Tiles of one database that two services and psql share.</summary>
public sealed class TileFreshnessOnPostGisTests
{
    [Fact]
    public async Task No_tile_is_stale_after_a_write_by_another_program()
    {
        await using var services = new PostGisServices();
        var one = await services.StartAsync();
        var two = await services.StartAsync();
        await TileFreshness.CheckAsync([one, two], name => services.Sql($"UPDATE jining.parks SET name = '{name}'"), 12);
    }
}
