using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>
/// What the same page, the same tile and a count cost in layers of growing size. Answers are compared first: pages and tiles must be equal,
/// exact counts exact. Each place counts with its least time over the rounds, so that other work on the machine does not pass for growth.
/// </summary>
internal static class GrowthPart
{
    private const int PlacesAsked = 24;

    private const string Items = "/collections/bench_parcels/items?";

    private sealed record Question(string Name, string Expected, IReadOnlyList<string> Paths);

    public static async Task RunAsync(HttpClient http, Report report, PeersOptions options)
    {
        var clock = Stopwatch.StartNew();
        using var data = await GrowthData.MakeAsync(options.Sides);
        report.Say(string.Create(CultureInfo.InvariantCulture, $"{data.Layers.Count / 2} sizes in two stores after {clock.Elapsed.TotalSeconds:F0} s; least of {options.Rounds} rounds, median of the places."));
        var questions = Questions(options.Sides);
        var rows = new List<string[]>();
        foreach (var group in data.Layers.GroupBy(l => l.Kind))
            rows.AddRange(await MeasureAsync(http, options, [.. group], questions));
        report.Table("Growth: the same page and tile, and counts, ms", ["store", "what", .. options.Sides.Select(s => $"{(long)s * s:N0}"), "from size to size", "expected"], rows);
    }

    private static Question[] Questions(IReadOnlyList<int> sides)
    {
        var common = BenchParcels.Middle(sides[0], sides[^1]);
        var windows = Places.Windows(sides[^1], common, PlacesAsked);
        // A tile of the coarser zoom, 0.022 degrees a side with its border, lies inside what all layers hold.
        var inner = new Envelope(common);
        inner.ExpandBy(-0.0225);
        var tiles = Places.Tiles(inner, [14, 15], PlacesAsked);
        const string Filter = "&filter=land_class='0301'%20AND%20area_m2%3E2500";
        return
        [
            new("page of 1,000 in a box", "≤ 1.5", [.. windows.Select(w => $"{Items}limit=1000&bbox={w}")]),
            new("tile, not kept", "≤ 1.5", [.. tiles.Select(t => string.Create(CultureInfo.InvariantCulture, $"/collections/bench_parcels/tiles/WebMercatorQuad/{t.Zoom}/{t.Row}/{t.Column}"))]),
            new("exact count, all", "linear", [$"{Items}limit=1&count=exact"]),
            new("exact count, filter", "linear", [$"{Items}limit=1&count=exact{Filter}"]),
            new("estimated count, all", "constant", [$"{Items}limit=1&count=estimated"]),
            new("estimated count, filter", "constant", [$"{Items}limit=1&count=estimated{Filter}"]),
        ];
    }

    private static async Task<List<string[]>> MeasureAsync(HttpClient http, PeersOptions options, GrownLayer[] layers, Question[] questions)
    {
        var services = new List<OurService>();
        try
        {
            foreach (var layer in layers)
                services.Add(await OurService.ServeAsync(http, layer.Store, 0));
            for (var i = 0; i < layers.Length; i++)
                await CheckAsync(http, questions, services[0], services[i], layers[i]);
            return await RowsAsync(http, options, layers[0].Kind, services, questions);
        }
        finally
        {
            services.ForEach(s => s.Dispose());
        }
    }

    private static async Task<List<string[]>> RowsAsync(HttpClient http, PeersOptions options, string kind, List<OurService> services, Question[] questions)
    {
        var rows = new List<string[]>();
        foreach (var question in questions)
        {
            var least = services.Select(_ => Enumerable.Repeat(double.PositiveInfinity, question.Paths.Count).ToArray()).ToArray();
            for (var round = -1; round < options.Rounds; round++)
                for (var i = 0; i < question.Paths.Count; i++)
                    for (var s = 0; s < services.Count; s++)
                    {
                        if (i % 8 == 0)
                            Machine.Share();
                        var ms = await TimeAsync(http, services[s].Address + question.Paths[i]);
                        if (round >= 0)
                            least[s][i] = Math.Min(least[s][i], ms);
                    }

            var medians = least.Select(l => Machine.Median(l)).ToArray();
            rows.Add([kind, question.Name, .. medians.Select(Report.Number), string.Join(", ", medians.Skip(1).Zip(medians, (next, before) => Report.Number(next / before))), question.Expected]);
        }

        return rows;
    }

    /// <summary>Infinite where the service refuses the query for its cost, as it may while the layer is still on the disk.</summary>
    private static async Task<double> TimeAsync(HttpClient http, string address)
    {
        var clock = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(new Uri(address));
        var body = await answer.Content.ReadAsStringAsync();
        if (answer.IsSuccessStatusCode)
            return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        return body.Contains("queryTooCostly", StringComparison.Ordinal)
            ? double.PositiveInfinity
            : throw new InvalidOperationException($"{address} was answered by {(int)answer.StatusCode}: {body}");
    }

    /// <summary>The larger layer must give the same features in the same order, the same bytes of tiles, and the right count.</summary>
    private static async Task CheckAsync(HttpClient http, Question[] questions, OurService least, OurService service, GrownLayer layer)
    {
        foreach (var path in questions[0].Paths)
        {
            var (features, expected) = (await FeaturesAsync(http, service.Address + path), await FeaturesAsync(http, least.Address + path));
            if (features.Count != 1000 || features.Text != expected.Text)
                throw new InvalidOperationException($"{layer.Store} gives other features for {path}.");
        }

        foreach (var path in questions[1].Paths)
        {
            var (tile, expected) = (await http.GetByteArrayAsync(new Uri(service.Address + path)), await http.GetByteArrayAsync(new Uri(least.Address + path)));
            if (tile.Length == 0 || !tile.SequenceEqual(expected))
                throw new InvalidOperationException($"{layer.Store} gives another tile for {path}.");
        }

        using var answer = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri(service.Address + questions[2].Paths[0])));
        if (answer.RootElement.GetProperty("numberMatched").GetInt64() != layer.Count)
            throw new InvalidOperationException($"{layer.Store} does not count {layer.Count} features.");
    }

    private static async Task<(int Count, string Text)> FeaturesAsync(HttpClient http, string address)
    {
        using var answer = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri(address)));
        var features = answer.RootElement.GetProperty("features");
        return (features.GetArrayLength(), features.GetRawText());
    }
}
