using System.Net;
using Jining231.Geo.Tests.Shared;
using Jining231.Geo.Tests.Shared.Tiles;

namespace Jining231.Geo.Cli.Tests;

/// <summary>Writes by others between requests for one tile; every answer must show the last of them.</summary>
internal static class TileFreshness
{
    public const string Tile = "collections/parks/tiles/WebMercatorQuad/10/404/843";

    /// <summary>Writes a name through <paramref name="write"/> and at once asks every service for the tile that shows it.</summary>
    public static async Task CheckAsync(IReadOnlyList<RunningService> services, Action<string> write, int writes)
    {
        string? tag = null;
        for (var i = 0; i < writes; i++)
        {
            var name = $"名 {i}";
            write(name);
            var tags = new HashSet<string>();
            foreach (var service in services)
                for (var repeat = 0; repeat < 2; repeat++)
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Tile, UriKind.Relative));
                    if (tag is not null)
                        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
                    using var answer = await service.Http.SendAsync(request);
                    Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                    var layer = Assert.Single(MvtReader.Read(await answer.Content.ReadAsByteArrayAsync()));
                    Assert.All(layer.Features, f => Assert.Equal(name, f.Attributes["name"]));
                    tags.Add(answer.Headers.ETag!.ToString());
                }

            tag = Assert.Single(tags);
            using var same = new HttpRequestMessage(HttpMethod.Get, new Uri(Tile, UriKind.Relative));
            same.Headers.TryAddWithoutValidation("If-None-Match", tag);
            using var unchanged = await services[0].Http.SendAsync(same);
            Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        }
    }
}

/// <summary>Tiles of one GeoPackage that two services and GDAL share.</summary>
public sealed class TileFreshnessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jining231-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task No_tile_is_stale_after_a_write_by_another_program()
    {
        await using var one = await RunningService.StartAsync(_folder);
        await using var two = await RunningService.StartAsync(store: one.StorePath);
        await TileFreshness.CheckAsync([one, two], name => PostGisCluster.Run("ogrinfo", "-q", one.StorePath, "-sql", $"UPDATE parks SET name = '{name}'"), 12);
    }
}
