using System.Diagnostics;
using System.Globalization;
using CsCheck;
using Jining231.Geo.Layers;
using Jining231.Geo.Layers.Cql2;
using Jining231.Geo.Tests.Shared.Cql2;
using Xunit.Abstractions;

namespace Jining231.Geo.Tests.Cql2;

/// <summary>
/// Whatever is sent as a filter is either answered or refused with a problem on <c>filter</c>. 20 000 filters; a million with
/// JINING_LONG=1, where reading and binding is timed as well.
/// </summary>
public sealed class FilterFuzzTests(ITestOutputHelper output)
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("JINING_LONG") == "1";

    /// <summary>A reading that took longer is repeated, and the best of ten counts.</summary>
    private static readonly TimeSpan Suspicious = TimeSpan.FromMilliseconds(25);

    private static readonly LayerDef[] Layers = [.. GoldenFilters.Layers.Keys.Select(LayerCatalog.Get)];

    private static readonly Dictionary<string, IReadOnlyList<FeatureRow>> Rows = GoldenFilters.Layers.Keys.ToDictionary(l => l, GoldenFilters.Rows);

    private static readonly string[] Words =
    [
        "AND", "OR", "NOT", "(", ")", ",", "'", "\"", "=", "<>", "<", "name", "geometry", "id", "year", "LIKE", "IN", "BETWEEN", "IS", "NULL", "TRUE", "DATE(", "TIMESTAMP(",
        "INTERVAL(", "'..'", "BBOX(", "POINT(", "POLYGON((", "GEOMETRYCOLLECTION(", "S_INTERSECTS(", "T_DURING(", "A_CONTAINS(", "CASEI(", "ACCENTI(", "div", "^", "-", "1e999", "1e-999",
        "9223372036854775808", "\\", "%", "\0", "\uD800", "𠀀", "{", "}", "[", "]", "{\"op\":\"", "\"args\":[", "{\"property\":\"name\"}", "null", ":", "116.5 35.3", "EMPTY", "Z", ".", "1.",
    ];

    [Fact]
    public void Any_filter_is_answered_or_refused_by_name()
    {
        var layers = Gen.OneOfConst(Layers);
        var seeds = Gen.OneOfConst([.. GoldenFilters.Cases.SelectMany(c => new[] { (c.Text, LayerCatalog.Get(c.Layer)), (c.Json ?? c.Text, LayerCatalog.Get(c.Layer)) })]);
        var any = Gen.OneOf(
            Gen.Select(seeds, Gen.Int[0, 1_000_000], Gen.OneOfConst(Words), Gen.Int[0, 6], Mutate),
            Gen.Select(seeds, Gen.Int[0, 1_000_000], Gen.String[0, 4], Gen.Int[0, 6], Mutate),
            Gen.Select(Gen.OneOfConst(Words).List[0, 30].Select(w => string.Join(" ", w)), layers),
            Gen.OneOf([.. Layers.Select(l => RandomFilters.Of(l, 3).Select(t => (t, l)))]),
            Gen.Select(Gen.String[0, 40], layers));
        var runs = Long ? 1_000_000 : 20_000;
        var (slowest, worst, bound) = (TimeSpan.Zero, "", 0);
        any.Sample(
            (text, layer) =>
            {
                var language = text.AsSpan().TrimStart().StartsWith("{") ? FilterLanguage.Json : FilterLanguage.Text;
                var (filter, took) = Timed(text, language, layer);
                for (var again = 0; again < 9 && took > Suspicious; again++)
                    took = Min(took, Timed(text, language, layer).Took); // Compiling, collecting and other processes take time, too.
                if (took > slowest)
                    (slowest, worst) = (took, text);
                if (filter is null)
                    return;
                bound++;
                foreach (var row in Rows[layer.Name])
                    filter.Matches(row);
                Assert.Equal(filter.Expression, Cql2Text.Parse(Cql2Text.Write(filter.Expression)));
            },
            iter: runs,
            threads: 1);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs} filters, {bound} bound; slowest {slowest.TotalMilliseconds:0.0} ms: {worst}"));
        Assert.True(bound > runs / 20, $"Only {bound} of {runs} filters could be bound.");
        if (Long)
            Assert.True(slowest < TimeSpan.FromMilliseconds(100), $"{slowest}: {worst}");
    }

    [Fact]
    public void The_costliest_filters_within_the_bounds_are_read_and_bound_quickly()
    {
        var parks = LayerCatalog.Get("parks");
        var ring = Enumerable.Range(0, 2_000).Select(i => 2 * Math.PI * i / 2_000)
            .Select(a => FormattableString.Invariant($"{116.5 + 0.3 * Math.Cos(a):F6} {35.3 + 0.3 * Math.Sin(a):F6}")).ToList();
        ring.Add(ring[0]);
        string[] costly =
        [
            $"S_INTERSECTS(geometry, POLYGON(({string.Join(",", ring)})))",
            "S_WITHIN(geometry, BBOX(73.7, 16.8, 134.7, 53.5))",
            "name LIKE '" + string.Concat(Enumerable.Repeat("%a", 499)) + "b'",
            string.Join(" OR ", Enumerable.Range(0, 320).Select(i => $"name = '{i}'")),
            $"approved_area_ha IN ({string.Join(",", Enumerable.Range(0, 990))})",
            string.Concat(Enumerable.Repeat("(", 100)) + "name = 'x'" + string.Concat(Enumerable.Repeat(")", 100)),
            "S_INTERSECTS(geometry, MULTIPOINT(" + string.Join(",", Enumerable.Range(0, 4_000).Select(i => FormattableString.Invariant($"116.{i:D4} 35.3"))) + "))",
            "CASEI(name) = CASEI('" + new string('ß', 60_000) + "')",
        ];
        var row = GoldenFilters.Rows("parks")[0] with { };
        foreach (var text in costly)
        {
            var read = Enumerable.Range(0, 5).Select(_ => Timed(text, FilterLanguage.Text, parks).Took).Min();
            var filter = LayerFilter.Read(text, FilterLanguage.Text, parks);
            var watch = Stopwatch.StartNew();
            filter.Matches(row);
            var line = string.Create(CultureInfo.InvariantCulture, $"{read.TotalMilliseconds:0.0} ms, first row {watch.Elapsed.TotalMilliseconds:0.0} ms: {text[..Math.Min(60, text.Length)]}");
            output.WriteLine(line);
            if (Long)
                Assert.True(read < TimeSpan.FromMilliseconds(100), line);
        }
    }

    [Fact]
    public void A_pattern_of_many_wildcards_takes_no_exponential_time()
    {
        var pattern = new LikePattern(string.Concat(Enumerable.Repeat("%a", 400)) + "%b");
        var watch = Stopwatch.StartNew();
        Assert.False(pattern.Matches(new string('a', 100_000)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    private static (LayerFilter? Filter, TimeSpan Took) Timed(string text, FilterLanguage language, LayerDef layer)
    {
        var watch = Stopwatch.StartNew();
        var filter = Read(text, language, layer);
        return (filter, watch.Elapsed);
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static LayerFilter? Read(string text, FilterLanguage language, LayerDef layer)
    {
        try
        {
            return LayerFilter.Read(text, language, layer);
        }
        catch (GeoProblemException e)
        {
            Assert.All(e.Problems, p => Assert.Equal("filter", p.Field));
            return null;
        }
    }

    private static (string Text, LayerDef Layer) Mutate((string Text, LayerDef Layer) seed, int at, string with, int cut)
    {
        var (text, layer) = seed;
        var from = at % (text.Length + 1);
        return (string.Concat(text.AsSpan(0, from), with, text.AsSpan(Math.Min(text.Length, from + cut))), layer);
    }
}
