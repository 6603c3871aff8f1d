using System.Globalization;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>One server in a contest: its address and the paths that are asked in turn.</summary>
/// <param name="Name">As it stands in the table.</param>
/// <param name="Root">Address without a path.</param>
/// <param name="Paths">Paths with queries.</param>
/// <param name="IsOurs">True for the product.</param>
internal sealed record Rival(string Name, string Root, IReadOnlyList<string> Paths, bool IsOurs = false);

/// <summary>Rounds in turn over all rivals, so that a slow moment of the machine meets each of them; medians of the rounds.</summary>
internal static class Contest
{
    /// <summary>Every server alike.</summary>
    private const int WarmUpSeconds = 15;

    private static readonly int[] Connections = [1, 8];

    /// <summary>Runs the rounds and appends a table: rate, latencies, and how many times the rate of each rival ours is.</summary>
    public static async Task RunAsync(Report report, PeersOptions options, string title, string folder, IReadOnlyList<Rival> rivals)
    {
        var rounds = new Dictionary<(Rival, int), List<Round>>();
        foreach (var rival in rivals)
        {
            await File.WriteAllLinesAsync(PathsOf(folder, rivals, rival), rival.Paths);
            // Connections to databases are made here and then kept; a compiled program and each connection's share of the database's memory take this long to settle.
            await Wrk.RunAsync(folder, rival.Root, PathsOf(folder, rivals, rival), 8, WarmUpSeconds);
        }

        for (var round = 0; round < options.Rounds; round++)
            foreach (var connections in Connections)
                foreach (var rival in rivals)
                {
                    Machine.Share();
                    var made = await Wrk.RunAsync(folder, rival.Root, PathsOf(folder, rivals, rival), connections, options.Seconds);
                    if (!rounds.TryGetValue((rival, connections), out var list))
                        rounds[(rival, connections)] = list = [];
                    list.Add(made);
                }

        report.Table(title, ["server", "connections", "req/s (range)", "p50 ms", "p99 ms", "kB", "ours is"], Rows(rivals, rounds));
    }

    private static IEnumerable<string[]> Rows(IReadOnlyList<Rival> rivals, Dictionary<(Rival, int), List<Round>> rounds)
    {
        foreach (var connections in Connections)
        {
            var ours = Machine.Median(rounds[(rivals.First(r => r.IsOurs), connections)].Select(r => r.PerSecond));
            foreach (var rival in rivals)
            {
                var list = rounds[(rival, connections)];
                var rate = Machine.Median(list.Select(r => r.PerSecond));
                yield return
                [
                    rival.Name, connections.ToString(CultureInfo.InvariantCulture),
                    string.Create(CultureInfo.InvariantCulture, $"{rate:F1} ({list.Min(r => r.PerSecond):F1}–{list.Max(r => r.PerSecond):F1})"),
                    Report.Number(Machine.Median(list.Select(r => r.P50))), Report.Number(Machine.Median(list.Select(r => r.P99))),
                    Report.Number(Machine.Median(list.Select(r => r.Kilobytes))), rival.IsOurs ? "–" : Report.Number(ours / rate) + " ×",
                ];
            }
        }
    }

    private static string PathsOf(string folder, IReadOnlyList<Rival> rivals, Rival rival) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"paths-{rivals.ToList().IndexOf(rival)}.txt"));
}
