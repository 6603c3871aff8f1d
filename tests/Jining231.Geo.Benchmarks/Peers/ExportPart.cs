using System.Globalization;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>All features as GeoJSON to /dev/null, whole processes, beside the raw reading of either store and ogr2ogr.</summary>
internal static class ExportPart
{
    private sealed record Command(string Name, string Program, string[] Arguments, string Unit);

    public static async Task RunAsync(HttpClient http, Report report, PeersOptions options, PeersData data)
    {
        await CheckAsync(options, data);
        var postgres = string.Create(CultureInfo.InvariantCulture, $"PG:host=127.0.0.1 port={data.Cluster.Port} user=jining dbname={data.Database}");
        var raw = "COPY (SELECT id, code, land_class, adcode, area_m2, updated, ST_AsBinary(geom) FROM public.parcel) TO STDOUT (FORMAT binary)";
        var scan = "SELECT count(*), sum(length(geom) + length(code) + length(land_class) + length(adcode) + length(updated)), sum(area_m2) FROM parcel";
        string[] psql = ["-X", "-q", "-A", "-t", "-h", "127.0.0.1", "-p", data.Cluster.Port.ToString(CultureInfo.InvariantCulture), "-U", "jining", "-d", data.Database, "-c", raw];
        Command[] commands =
        [
            new("ours, PostGIS", "dotnet", OurService.Self(PeersHost.ExportVerb, data.Connection), "PostGIS"),
            new("raw binary COPY (psql)", "psql", psql, "PostGIS"),
            new("ours, GeoPackage", "dotnet", OurService.Self(PeersHost.ExportVerb, data.OurFile), "GeoPackage"),
            new("raw table scan (sqlite3)", "sqlite3", ["-readonly", data.PeerFile, scan], "GeoPackage"),
            new("ogr2ogr, PostGIS", "ogr2ogr", ["-f", "GeoJSON", "-lco", "RFC7946=YES", "/vsistdout/", postgres, "public.parcel"], "PostGIS"),
            new("ogr2ogr, GeoPackage", "ogr2ogr", ["-f", "GeoJSON", "-lco", "RFC7946=YES", "/vsistdout/", data.PeerFile, "parcel"], "GeoPackage"),
        ];
        var runs = commands.ToDictionary(c => c, _ => new List<ToolRun>());
        for (var round = -1; round < options.Rounds; round++)
            foreach (var command in commands)
            {
                // ogr2ogr takes half a minute: it neither warms up nor runs more than three times.
                if (command.Program == "ogr2ogr" && round is < 0 or > 2)
                    continue;
                Machine.Share();
                var run = await Tool.RunAsync(command.Program, command.Arguments, discard: true);
                if (round >= 0)
                    runs[command].Add(run);
            }

        report.Table($"Export of {options.Side * options.Side:N0} features as GeoJSON", ["command", "runs", "s (range)", "peak MiB", "ours takes"], commands.Select(c => Row(c, runs)));
        await DownloadAsync(http, report, options, data);
    }

    private static string[] Row(Command command, Dictionary<Command, List<ToolRun>> runs)
    {
        var list = runs[command];
        var seconds = Machine.Median(list.Select(r => r.Seconds));
        var ours = Machine.Median(runs.First(p => p.Key.Name == "ours, " + command.Unit).Value.Select(r => r.Seconds));
        return
        [
            command.Name, list.Count.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{seconds:F2} ({list.Min(r => r.Seconds):F2}–{list.Max(r => r.Seconds):F2})"),
            Report.Number(list.Max(r => r.PeakMib)), command.Name.StartsWith("ours", StringComparison.Ordinal) ? "–" : $"{Report.Number(ours / seconds)} ×",
        ];
    }

    /// <summary>The same by HTTP from the running service.</summary>
    private static async Task DownloadAsync(HttpClient http, Report report, PeersOptions options, PeersData data)
    {
        var rows = new List<string[]>();
        foreach (var (name, store) in new[] { ("PostGIS", data.Connection), ("GeoPackage", data.OurFile) })
        {
            using var ours = await OurService.ServeAsync(http, store, 0);
            var seconds = new List<double>();
            for (var round = -1; round < options.Rounds; round++)
            {
                Machine.Share();
                var run = await Tool.RunAsync("curl", ["-sSf", "-o", "/dev/null", ours.Address + "/collections/bench_parcels/items?limit=all"]);
                if (round >= 0)
                    seconds.Add(run.Seconds);
            }

            rows.Add([name, string.Create(CultureInfo.InvariantCulture, $"{Machine.Median(seconds):F2} ({seconds.Min():F2}–{seconds.Max():F2})"), Report.Number(ours.PeakMib)]);
        }

        report.Table("The same by HTTP (`items?limit=all`, curl)", ["store", "s (range)", "peak MiB of the service"], rows);
    }

    /// <summary>Both of our exports must hold every parcel.</summary>
    private static async Task CheckAsync(PeersOptions options, PeersData data)
    {
        foreach (var store in new[] { data.Connection, data.OurFile })
        {
            var shell = "dotnet \"$@\" | grep -o '\"type\":\"Feature\"' | wc -l";
            var run = await Tool.RunAsync("/bin/sh", ["-c", shell, "sh", .. OurService.Self(PeersHost.ExportVerb, store)]);
            if (int.Parse(run.Output, CultureInfo.InvariantCulture) != options.Side * options.Side)
                throw new InvalidOperationException($"The export has {run.Output.Trim()} features.");
        }
    }
}
