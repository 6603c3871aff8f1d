using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Jining231.Geo.Stores.PostGis;
using Jining231.Geo.Tests.Shared;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Service.Tests;

/// <summary>A database that has few connections to give.</summary>
public sealed class FewConnectionsTests : IDisposable
{
    /// <summary>More than sockets hold between service and caller, less than a page that is read at once may have.</summary>
    private const int Rows = 220, NoteLength = 32_000;

    private const int Connections = 3;

    private readonly PostGisCluster _cluster = PostGisCluster.Start();

    [Fact]
    public async Task A_page_that_is_taken_slowly_keeps_no_connection_of_the_database_from_others()
    {
        var connection = $"{_cluster.NewDatabase()};Maximum Pool Size={Connections};Timeout=3";
        await using (var store = await PostGisStore.OpenAsync(connection, LayerCatalog.All, default))
            await store.ApplyAsync(new ChangeSet("test", [.. Enumerable.Range(0, Rows).Select(Village)]), default);
        await using var service = await RunningService.StartAsync(store: connection);
        var path = new Uri("collections/sensitive/items?bbox=116.4,35.3,116.6,35.5&limit=200", UriKind.Relative);
        var whole = await service.Http.GetByteArrayAsync(path);
        var slow = new List<Socket>();
        try
        {
            for (var i = 0; i < Connections + 1; i++)
                slow.Add(await AskAsync(new Uri(service.Address, path)));
            using var other = await service.Http.GetAsync(new Uri("collections/sensitive/items?limit=1", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
            // Nobody's answer was whole yet, and each becomes so.
            Assert.All(slow, s => Assert.True(s.Available < whole.Length / 2));
            foreach (var socket in slow)
                Assert.True(await RestAsync(socket) > whole.Length);
        }
        finally
        {
            slow.ForEach(s => s.Dispose());
        }
    }

    [Fact]
    public async Task A_first_page_with_a_cursor_needs_one_connection()
    {
        await using var service = await RunningService.StartAsync(store: $"{_cluster.NewDatabase()};Maximum Pool Size=1;Timeout=3");
        var page = JsonNode.Parse(await service.Http.GetStringAsync(new Uri("collections/parks/items?limit=2", UriKind.Relative)))!;
        Assert.Contains(page["links"]!.AsArray(), l => (string?)l!["rel"] == "next");
    }

    public void Dispose() => _cluster.Dispose();

    private static CreateFeature Village(int i)
    {
        var square = GeoFactory.Geographic.ToGeometry(new Envelope(116.5, 116.501, 35.4, 35.401));
        var values = new Dictionary<string, object?>
        {
            ["name"] = "村",
            ["kind"] = "village",
            ["note"] = new string('a', NoteLength),
            ["source"] = "test",
            ["quality"] = "synthetic",
        };
        return new CreateFeature("sensitive", string.Create(CultureInfo.InvariantCulture, $"v-{i:D3}"), Wkb.Write(StoredGeometry.Normalise(square, GeometryKind.MultiPolygon)), values);
    }

    /// <summary>Sends the request and waits until its answer begins.</summary>
    private static async Task<Socket> AskAsync(Uri address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(address.Host, address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n\r\n"));
        Assert.Equal(1, await socket.ReceiveAsync(new byte[1]));
        return socket;
    }

    /// <summary>Bytes up to the end.</summary>
    private static async Task<long> RestAsync(Socket socket)
    {
        var buffer = new byte[64 * 1024];
        var sum = 0L;
        for (int got; (got = await socket.ReceiveAsync(buffer)) > 0;)
            sum += got;
        return sum;
    }
}
