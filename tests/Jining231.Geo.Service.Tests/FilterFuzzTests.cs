using System.Diagnostics;
using System.Globalization;
using CsCheck;
using Jining231.Geo.Layers;
using Jining231.Geo.Tests.Shared.Cql2;
using Xunit.Abstractions;

namespace Jining231.Geo.Service.Tests;

/// <summary>
/// Whatever is sent as a filter over HTTP is answered or refused by name, within the stated time, and never an error of the server: 600 filters;
/// a million in all with JINING_LONG=1. Reading and binding alone are timed where they can be, in the library's own fuzz test.
/// </summary>
public abstract class FilterFuzzTests(Client client, ITestOutputHelper output)
{
    private static readonly int Runs = Environment.GetEnvironmentVariable("JINING_LONG") == "1" ? 500_000 : 300;

    private static readonly LayerDef[] Layers = [.. GoldenFilters.Layers.Keys.Select(LayerCatalog.Get)];

    private static readonly string[] Words = ["AND", "NOT", "(", ")", "'", "=", "LIKE", "\\", "%", "\0", "{", "[", "\"", "1e999", "TIMESTAMP(", "S_INTERSECTS(", "EMPTY", "𠀀", "\uFFFF", "9223372036854775808"];

    [Fact]
    public async Task Any_filter_is_answered_or_refused_by_name_in_time()
    {
        var seeds = Gen.OneOfConst([.. GoldenFilters.Cases.SelectMany(c => new[] { (c.Text, c.Layer), (c.Json ?? c.Text, c.Layer) })]);
        var any = Gen.OneOf(
            Gen.Select(seeds, Gen.Int[0, 1_000_000], Gen.OneOfConst(Words), Gen.Int[0, 6], Mutate),
            Gen.OneOf([.. Layers.Select(l => RandomFilters.Of(l, 3).Select(t => (t, l.Name)))]),
            Gen.Select(Gen.String[0, 40], Gen.OneOfConst(Layers), (t, l) => (t, l.Name)));
        var (answered, refused, slowest) = (0, 0, TimeSpan.Zero);
        await any.SampleAsync(
            async filter =>
            {
                var (text, layer) = filter;
                var language = text.AsSpan().TrimStart().StartsWith("{") ? "cql2-json" : "cql2-text";
                var watch = Stopwatch.StartNew();
                var (status, body, _) = await client.SendAsync(HttpMethod.Get, $"collections/{layer}/items?limit=10&filter-lang={language}&filter={Uri.EscapeDataString(text)}");
                slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
                if ((int)status == 200)
                {
                    answered++;
                    return;
                }

                refused++;
                Assert.True((int)status is >= 400 and < 500, $"{status} for {text}: {body.ToJsonString()}");
                Assert.Equal("filter", body["errors"]![0]!["field"]!.GetValue<string>());
            },
            iter: Runs,
            threads: 1);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answered} answered, {refused} refused; slowest {slowest.TotalMilliseconds:0} ms"));
        Assert.True(answered > Runs / 10 && refused > Runs / 10, $"{answered} answered, {refused} refused");
        Assert.True(slowest < ItemQuery.TimeLimit + TimeSpan.FromSeconds(5), $"{slowest}");
    }

    private static (string, string) Mutate((string Text, string Layer) seed, int at, string with, int cut)
    {
        var from = at % (seed.Text.Length + 1);
        return (string.Concat(seed.Text.AsSpan(0, from), with, seed.Text.AsSpan(Math.Min(seed.Text.Length, from + cut))), seed.Layer);
    }
}

/// <summary>On a file.</summary>
public sealed class FilterFuzzTestsOnGeoPackage(Client client, ITestOutputHelper output) : FilterFuzzTests(client, output), IClassFixture<Client>;

/// <summary>On PostGIS.</summary>
public sealed class FilterFuzzTestsOnPostGis(PostGisClient client, ITestOutputHelper output) : FilterFuzzTests(client, output), IClassFixture<PostGisClient>;
