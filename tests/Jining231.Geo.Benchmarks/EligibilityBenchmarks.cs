using BenchmarkDotNet.Attributes;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Tests.Shared;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;
using Npgsql;

namespace Jining231.Geo.Benchmarks;

/// <summary>
/// Eligible land of 20 parks under 20,000 constraints, beside PostGIS 3 on the same data in the same run; arcs of 8 segments a quarter on
/// both sides. Data and indexes are in memory; nothing else is kept from call to call.
/// </summary>
[Config(typeof(ProcessUnderTest.Warm))]
public class EligibilityBesidePostGis
{
    /// <summary>The peers' query: per park, the union of what can reach it, taken away.</summary>
    private const string Query = """
        SELECT k.id, st_area(st_difference(k.geom, coalesce(u.g, st_setsrid('polygon empty'::geometry, 4548))))
        FROM park k LEFT JOIN LATERAL (
          SELECT st_union(CASE WHEN c.buf = 0 THEN c.geom ELSE st_buffer(c.geom, c.buf, 8) END) g FROM constr c
          WHERE c.geom && st_expand(k.geom, 300) AND st_dwithin(c.geom, k.geom, c.buf)) u ON true
        ORDER BY k.id
        """;

    private const double MostApart = 1e-5;

    private readonly EligibilityCase _case = new();
    private PostGisCluster _cluster = null!;
    private NpgsqlConnection _client = null!;
    private ConstraintSet _constraints = null!;
    private SetbackPreview[] _previews = [];
    private int _asked;

    /// <summary>Loads both sides and compares the areas, each park to 1e-5; the park farthest off is printed.</summary>
    [GlobalSetup]
    public async Task Load()
    {
        _cluster = PostGisCluster.Start("-c shared_buffers=2GB -c work_mem=64MB");
        var connection = _cluster.NewDatabase();
        await _case.LoadAsync(_cluster, connection);
        _client = await OpenAsync(connection);
        _constraints = new ConstraintSet(_case.Constraints, Inscribed);
        var theirs = await PostGis();
        var ours = Jining231();
        var worst = theirs.Zip(ours, (t, o) => Math.Abs(t - o) / t).Max();
        Console.WriteLine(FormattableString.Invariant($"// eligible ha: PostGIS {theirs.Sum() / 1e4:F4}, Jining231.Geo {ours.Sum() / 1e4:F4}; worst park off by {worst:E1}"));
        _previews = [.. _case.Parks.AsParallel().AsOrdered().Select(p => _constraints.Preview(p, 50, 100))];
        Console.WriteLine(FormattableString.Invariant($"// preview at 50 m: {_previews.Sum(p => p.AreaM2(50)) / 1e4:F4} ha"));
        if (!(worst <= MostApart))
            throw new InvalidOperationException($"The area of a park differs by {worst:E2}.");
    }

    /// <summary>Stops the server.</summary>
    [GlobalCleanup]
    public void Stop()
    {
        _client.Dispose();
        _cluster.Dispose();
    }

    /// <summary>PostGIS.</summary>
    [Benchmark(Baseline = true)]
    public async Task<double[]> PostGis()
    {
        await using var command = new NpgsqlCommand(Query, _client);
        await using var rows = await command.ExecuteReaderAsync();
        var areas = new List<double>();
        while (await rows.ReadAsync())
            areas.Add(rows.GetDouble(1));
        return [.. areas];
    }

    /// <summary>Eligible land alone, all cores.</summary>
    [Benchmark]
    public double[] Jining231() => [.. _constraints.EligibleLand(_case.Parks).Select(g => g.Area)];

    /// <summary>Eligible land alone, one core.</summary>
    [Benchmark]
    public double[] Jining231OneCore() => [.. _case.Parks.Select(p => _constraints.EligibleLand(p).Area)];

    /// <summary>The distance of the second group becomes another one each time, 50.1 m upward: an area from the preview.</summary>
    [Benchmark]
    public double ChangedSetback()
    {
        var metres = 50 + 0.1 * (++_asked % 500);
        return _previews.Sum(p => p.AreaM2(metres));
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connection)
    {
        var client = new NpgsqlConnection(connection);
        await client.OpenAsync();
        return client;
    }

    /// <summary>The peers' buffer: arcs of 8 segments a quarter, inscribed.</summary>
    /// <remarks>
    /// BufferOp would leave out vertices of the feature that change little (1 % of the distance: 3 m at 300 m), which alone puts a park's
    /// area up to 3.1e-5 off; the server's buffers keep them. What remains (1.8e-6 at most) is that BufferOp draws no arc at a turn below
    /// 0.05 radian, GEOS 3.11 from 0.001 radian on: with the server's own buffers in place of these the areas agree to 1e-14.
    /// </remarks>
    internal static Geometry Inscribed(Geometry plane, double metres) =>
        BufferOp.Buffer(plane, metres, new BufferParameters(8) { SimplifyFactor = 0 });
}

/// <summary>The same with ten times the constraints.</summary>
[Config(typeof(ProcessUnderTest.Warm))]
public class EligibilityGrowth
{
    private EligibilityCase _case = null!;
    private ConstraintSet _constraints = null!;

    /// <summary>How many times 20,000 constraints.</summary>
    [Params(1, 10)]
    public int Scale { get; set; }

    /// <summary>Makes the case.</summary>
    [GlobalSetup]
    public void Make()
    {
        _case = new EligibilityCase(Scale);
        _constraints = new ConstraintSet(_case.Constraints, EligibilityBesidePostGis.Inscribed);
    }

    /// <summary>Eligible land alone, all cores.</summary>
    [Benchmark]
    public double Eligible() => _constraints.EligibleLand(_case.Parks).Sum(g => g.Area);
}
