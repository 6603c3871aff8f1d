using System.Diagnostics;
using System.Globalization;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>MapServer and QGIS Server, four FastCGI processes each, behind one nginx, on loopback; ended by their ids.</summary>
internal sealed class WebPeers : IDisposable
{
    private const string Fcgi = "/usr/lib/cgi-bin/qgis_mapserv.fcgi", Templates = "/usr/share/mapserver/ogcapi/templates/html-plain/";

    private readonly List<int> _processes = [];

    private WebPeers(int port) => Root = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    /// <summary>Address of nginx.</summary>
    public string Root { get; }

    /// <summary>Starts them on the peers' table and file.</summary>
    public static async Task<WebPeers> StartAsync(HttpClient http, PeersData data)
    {
        var (port, mapServer, qgis) = (Machine.FreePort(), Machine.FreePort(), Machine.FreePort());
        var peers = new WebPeers(port);
        try
        {
            var folder = Directory.CreateDirectory(Path.Combine(data.Folder, "web")).FullName;
            WebPeersFiles.Write(folder, data, peers.Root, port, mapServer, qgis, Templates);
            await peers.SpawnAsync(folder, mapServer, "/usr/bin/mapserv", new()
            {
                ["MAPSERVER_CONFIG_FILE"] = Path.Combine(folder, "mapserver.conf"),
                ["MS_MAPFILE"] = Path.Combine(folder, "parcel.map"),
            });
            var project = Path.Combine(folder, "peers.qgs");
            Dictionary<string, string> offscreen = new() { ["QT_QPA_PLATFORM"] = "offscreen", ["XDG_RUNTIME_DIR"] = folder, ["HOME"] = folder };
            await Tool.RunAsync("/usr/bin/python3", [Path.Combine(folder, "project.py"), project], offscreen);
            await peers.SpawnAsync(folder, qgis, Fcgi, new(offscreen)
            {
                ["QGIS_PROJECT_FILE"] = project,
                ["QGIS_SERVER_LOG_LEVEL"] = "2",
                ["QGIS_OPTIONS_PATH"] = folder,
                ["QGIS_SERVER_API_WFS3_MAX_LIMIT"] = "10000",
                ["QGIS_SERVER_TRUST_LAYER_METADATA"] = "1",
            });
            var nginx = Tool.Start("nginx", ["-p", folder, "-c", Path.Combine(folder, "nginx.conf")], discard: true);
            peers._processes.Insert(0, nginx.Id);
            Machine.Serves(peers._processes);
            await Machine.AnswersAsync(http, peers.Root + "/mapserver/PARCEL/ogcapi/collections/parcel?f=json");
            await Machine.AnswersAsync(http, peers.Root + "/qgis/wfs3/collections/parcel/items.geojson?limit=1");
            return peers;
        }
        catch
        {
            peers.Dispose();
            throw;
        }
    }

    /// <summary>nginx is told to end; FastCGI processes leave their wait for a connection only when killed.</summary>
    public void Dispose()
    {
        foreach (var id in _processes)
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill(entireProcessTree: true);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                // Ended already.
            }
        }
    }

    private async Task SpawnAsync(string folder, int port, string program, Dictionary<string, string> environment)
    {
        var ids = Path.Combine(folder, Path.GetFileName(program) + ".pid");
        string[] arguments = ["-a", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-F", "4", "-P", ids, "--", program];
        await Tool.RunAsync("spawn-fcgi", arguments, environment, discard: true);
        _processes.AddRange((await File.ReadAllTextAsync(ids)).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(t => int.Parse(t, CultureInfo.InvariantCulture)));
    }
}
