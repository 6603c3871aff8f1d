using System.Globalization;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Shared;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Npgsql;
using NpgsqlTypes;

namespace Jining231.Geo.Benchmarks;

/// <summary>
/// The peers' case: 20 parks of about 20 km² and 20,000 parcels near them (or more) that bar land, one in a hundred within 300 m, ten
/// within 50 m, the others themselves; all in EPSG:4548. Made by formula; it describes no real land.
/// </summary>
internal sealed class EligibilityCase
{
    private static readonly double[] Distances = [0, 50, 300];

    /// <summary>Makes the case with so many times the constraints, of so many times smaller parcels.</summary>
    public EligibilityCase(int scale = 1)
    {
        Parks = [.. Enumerable.Range(0, 20).Select(Park)];
        var side = (int)(1000 * Math.Sqrt(scale));
        var reader = new WKBReader(GeoFactory.GeometryServices) { HandleSRID = false };
        Constraints =
        [
            .. Parks.SelectMany(p => BenchParcels.Around(side, side, Degrees(p)))
                .Select(f => (f, Number: long.Parse(f.Id.AsSpan(1), CultureInfo.InvariantCulture)))
                .Where(f => BenchParcels.Grid.Noise(f.Number, 11, 0) < 0.4)
                .OrderBy(f => BenchParcels.Grid.Noise(f.Number, 12, 0)).Take(20_000 * scale)
                .Select(f => (Reproject.ToPlane(reader.Read(f.f.Wkb!.Value.ToArray())).GetGeometryN(0), Metres(BenchParcels.Grid.Noise(f.Number, 11, 0)))),
        ];
    }

    public IReadOnlyList<Geometry> Parks { get; }

    public IReadOnlyList<(Geometry Plane, double Metres)> Constraints { get; }

    /// <summary>Puts the case into a database as the peers had it, indexed and analysed.</summary>
    public async Task LoadAsync(PostGisCluster cluster, string connection)
    {
        var database = connection.Split("Database=")[1].Split(';')[0];
        cluster.Sql(database, "CREATE TABLE park (id int PRIMARY KEY, buf int, geom geometry(Polygon,4548)); CREATE TABLE constr (id int PRIMARY KEY, buf int, geom geometry(Polygon,4548))");
        await using var client = new NpgsqlConnection(connection);
        await client.OpenAsync();
        await CopyAsync(client, "park", Parks.Select(p => (p, 0.0)));
        await CopyAsync(client, "constr", Constraints);
        cluster.Sql(database, "CREATE INDEX ON constr USING gist (geom); CREATE INDEX ON park USING gist (geom)");
        cluster.Sql(database, "VACUUM ANALYZE park");
        cluster.Sql(database, "VACUUM ANALYZE constr");
    }

    private static async Task CopyAsync(NpgsqlConnection client, string table, IEnumerable<(Geometry Plane, double Metres)> rows)
    {
        var writer = new WKBWriter(ByteOrder.LittleEndian, handleSRID: true);
        await using var import = await client.BeginBinaryImportAsync($"COPY {table} (id, buf, geom) FROM STDIN (FORMAT BINARY)");
        var id = 0;
        foreach (var (plane, metres) in rows)
        {
            await import.StartRowAsync();
            await import.WriteAsync(++id, NpgsqlDbType.Integer);
            await import.WriteAsync((int)metres, NpgsqlDbType.Integer);
            await import.WriteAsync(writer.Write(plane), NpgsqlDbType.Bytea);
        }

        await import.CompleteAsync();
    }

    /// <summary>A star of 36 corners around a point of a 5 × 4 grid over the city's box.</summary>
    private static Geometry Park(int index)
    {
        var id = index + 1;
        var (x, y) = GaussKruger.Epsg4548.Forward(115.9 + 0.17 + 0.34 * (index / 4), 34.4 + 0.2 + 0.4 * (index % 4));
        var ring = Enumerable.Range(0, 37).Select(k =>
        {
            var a = k % 36 * Math.PI / 18;
            var r = 2523 * (1 + 0.18 * Math.Sin(3 * a + id) + 0.10 * Math.Cos(7 * a + 2 * id));
            return new Coordinate(x + r * Math.Cos(a), y + r * Math.Sin(a));
        });
        return GeoFactory.Plane.CreatePolygon([.. ring]);
    }

    private static Envelope Degrees(Geometry park)
    {
        var box = park.EnvelopeInternal.Copy();
        box.ExpandBy(2000);
        return Envelopes.Reproject(box, Crs.Epsg4548, Crs.Epsg4490);
    }

    private static double Metres(double noise) => noise < 0.004 ? Distances[2] : noise < 0.044 ? Distances[1] : Distances[0];
}
