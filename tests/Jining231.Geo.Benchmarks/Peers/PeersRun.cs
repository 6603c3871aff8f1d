using System.Diagnostics;
using System.Globalization;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>One run beside the peers: the same machine, parcels and places, rounds in turn, counts compared before anything is timed.</summary>
internal static class PeersRun
{
    private const string Growth = "growth";

    public static async Task<int> RunAsync(PeersOptions options)
    {
        var report = new Report();
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        if (options.Parts.Any(p => p != Growth))
            await BesideAsync(http, report, options);
        if (options.Parts.Contains(Growth))
            await GrowthPart.RunAsync(http, report, options);
        return 0;
    }

    private static async Task BesideAsync(HttpClient http, Report report, PeersOptions options)
    {
        var clock = Stopwatch.StartNew();
        using var data = await PeersData.MakeAsync(options.Side);
        report.Say(string.Create(CultureInfo.InvariantCulture,
            $"{options.Side * options.Side:N0} parcels in four stores after {clock.Elapsed.TotalSeconds:F0} s; {Environment.ProcessorCount} processors; {options.Rounds} rounds of {options.Seconds} s in turn, medians."));
        using var peers = await WebPeers.StartAsync(http, data);
        foreach (var part in options.Parts.Where(p => p != Growth))
            await (part switch
            {
                "pages" => PagePart.RunAsync(http, report, options, data, peers),
                "tiles" => TilePart.RunAsync(http, report, options, data, peers),
                "exports" => ExportPart.RunAsync(http, report, options, data),
                _ => throw new ArgumentException($"There is no part {part}."),
            });
    }
}
