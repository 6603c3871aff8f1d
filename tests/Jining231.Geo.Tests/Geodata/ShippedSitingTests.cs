using Jining231.Geo.Eligibility;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using Xunit.Abstractions;

namespace Jining231.Geo.Tests.Geodata;

/// <summary>The shipped data make siting a real problem: some chemical parks can take a large project, others cannot.</summary>
public sealed class ShippedSitingTests(ITestOutputHelper output)
{
    private static readonly Lazy<LandScene> Scene = new(ReadScene);
    private static readonly Lazy<RulePack> Rules = new(ReadRules);

    [Fact]
    public void A_medium_hazard_plot_of_1000_mu_300_m_wide_fits_in_two_to_four_chemical_parks()
    {
        var fits = Codes.Where(code =>
        {
            var park = Scene.Value.Find("parks", Shipped.Park(code).Id)!;
            var result = EligibilityEngine.Run(park.Plane!, ZoneBuilder.Build(park.Plane!, Scene.Value, Rules.Value, LandUse.Build("medium")));
            var fit = RectangleFits(result.Eligible, park.Plane!, Units.MuToM2(1000), 300);
            output.WriteLine($"{code} gross {result.GrossM2 / 1e4:0} ha, eligible {result.EligibleM2 / 1e4:0}, unknown {result.UnknownM2 / 1e4:0}, fits {fit}: "
                + string.Join(", ", result.Rules.Select(r => $"{r.Rule} {r.SplitM2 / 1e4:0.0}")));
            return fit;
        }).ToList();
        Assert.Contains("C1", fits);
        Assert.InRange(fits.Count, 2, 4);
    }

    [Fact]
    public void Every_removing_rule_of_the_ledger_and_unknown_land_occur_in_some_chemical_park()
    {
        var results = Codes.Select(code => Scene.Value.Find("parks", Shipped.Park(code).Id)!).Select(park =>
            EligibilityEngine.Run(park.Plane!, ZoneBuilder.Build(park.Plane!, Scene.Value, Rules.Value, LandUse.Build("medium")))).ToList();
        Assert.All(results, r => Assert.True(r.Rules.Count >= 5 && r.EligibleM2 > 0));
        Assert.Contains(results, r => r.UnknownM2 > 0);
        foreach (var rule in new[] { "control:permanent_farmland", "control:urban_boundary", "control:pipeline", "sensitive:village", "transport:power", "parcel:built" })
            Assert.Contains(results, r => r.Rules.Any(l => l.Rule == rule));
    }

    private static IEnumerable<string> Codes => Enumerable.Range(1, 7).Select(i => $"C{i}");

    /// <summary>Tries rectangles along the park's main axis on a 60 m raster.</summary>
    private static bool RectangleFits(Geometry eligible, Geometry park, double areaM2, double minWidthM)
    {
        var box = new MinimumDiameter(park).GetMinimumRectangle().Coordinates;
        double dx = box[1].X - box[0].X, dy = box[1].Y - box[0].Y, length = Math.Sqrt(dx * dx + dy * dy);
        var (cos, sin) = (dx / length, dy / length);
        var whole = PreparedGeometryFactory.Prepare(eligible);
        var e = park.EnvelopeInternal;
        foreach (var aspect in new[] { 1, 1.4, 2, 3, 4.5, 1 / 1.4, 1 / 2.0, 1 / 3.0, 1 / 4.5 })
        {
            double w = Math.Sqrt(areaM2 * aspect) / 2, h = areaM2 / (4 * w);
            if (2 * Math.Min(w, h) < minWidthM)
                continue;
            for (var x = e.MinX; x < e.MaxX; x += 60)
                for (var y = e.MinY; y < e.MaxY; y += 60)
                    if (whole.Covers(GeoFactory.Plane.CreatePoint(new Coordinate(x, y))) && whole.Covers(Rectangle(x, y, w, h)))
                        return true;
        }

        return false;

        Polygon Rectangle(double x, double y, double w, double h)
        {
            return GeoFactory.Plane.CreatePolygon([At(-w, -h), At(w, -h), At(w, h), At(-w, h), At(-w, -h)]);

            Coordinate At(double a, double b) => new(x + a * cos - b * sin, y + a * sin + b * cos);
        }
    }

    private static LandScene ReadScene()
    {
        var features = new List<SceneFeature>();
        foreach (var file in Directory.GetFiles(Shipped.LayersFolder, "*.geojson").Order(StringComparer.Ordinal))
        {
            var layer = LayerCatalog.Get(Path.GetFileNameWithoutExtension(file));
            using var stream = File.OpenRead(file);
            foreach (var f in FeatureJsonReader.ReadCollection(stream, layer, 1_000_000))
                features.Add(SceneFeature.From(new FeatureRow(layer, f.Id, 1, f.Wkb, [.. layer.Fields.Select(d => f.Values.GetValueOrDefault(d.Name))])));
        }

        return LandScene.From(features, new Dictionary<string, LayerRevision>(), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private static RulePack ReadRules()
    {
        var files = RulePack.FileNames.ToDictionary(
            n => n, n => (Stream)new MemoryStream(File.ReadAllBytes(Path.Combine(Shipped.Root, "geodata", "rules", n))), StringComparer.Ordinal);
        return RulePack.Parse(files);
    }
}
