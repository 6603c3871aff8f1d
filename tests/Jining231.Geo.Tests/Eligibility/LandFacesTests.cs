using Jining231.Geo.Eligibility;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using static Jining231.Geo.Tests.Eligibility.TestScene;

namespace Jining231.Geo.Tests.Eligibility;

/// <summary>The account from one arrangement beside the account from overlay noding, on zones that overlap, touch, repeat and have holes.</summary>
public class LandFacesTests
{
    private const int Seeds = 200;

    [Fact]
    public void Both_ways_find_the_same_faces_land_and_account() => Parallel.For(1, Seeds + 1, seed =>
    {
        var (land, zones) = Make(seed);
        var (arranged, noded) = (ArrangedFaces.Of(land, zones), NodedFaces.Of(land, zones));
        Assert.Equal(Named(noded).Keys, Named(arranged).Keys);
        foreach (var (name, (number, kind)) in Named(arranged))
        {
            var (other, same) = Named(noded)[name];
            Agree(same.AreaM2, kind.AreaM2, land, $"{seed}: a kind of {string.Join(' ', kind.Rules)}");
            var (joined, expected) = (arranged.Join([number]), noded.Join([other]));
            Assert.True(joined.IsValid, $"{seed}: not valid");
            Assert.True(PlainLedger.Overlay(expected, joined, SpatialFunction.SymDifference).Area <= 1e-6 * land.Area, $"{seed}: not the same land");
        }

        Same(FaceLedger.Sum(land.Area, zones, noded), EligibilityEngine.Run(land, zones), 0.021, seed);
        Agree(land.Area, arranged.Kinds.Sum(k => k.AreaM2), land, $"{seed}: the whole");
        Agree(land.Area, arranged.Join([.. Enumerable.Range(0, arranged.Kinds.Count)]).Area, land, $"{seed}: all joined");
    });

    [Fact]
    public void Order_of_zones_parts_and_rings_and_place_change_nothing_that_matters() => Parallel.For(1, Seeds + 1, seed =>
    {
        var (land, zones) = Make(seed);
        var result = EligibilityEngine.Run(land, zones);
        var shuffled = EligibilityEngine.Run(
            land, [.. zones.Removals.Reverse().Select(z => z with { Shape = new ZoneShape([.. z.Shape.Parts.Reverse()], [.. z.Shape.Without.Reverse()]) })],
            [.. zones.Unknowns.Reverse()]);
        Same(result, shuffled, 0.011, seed);
        Assert.True(result.Eligible.EqualsExact(shuffled.Eligible, 1e-6), $"{seed}: the land is written another way");
        Same(result, Edited(g => g.Reverse()), 0.05, seed);
        Same(result, Edited(AffineTransformation.TranslationInstance(-31_000, 17_000).Transform), 0.05, seed);

        EligibilityResult Edited(Func<Geometry, Geometry> edit)
        {
            ZoneShape Moved(ZoneShape shape) => new(
                [.. shape.Parts.Select(p => new ZonePart(edit(p.Plane), p.Hollow is null ? null : edit(p.Hollow)))], [.. shape.Without.Select(edit)]);
            return EligibilityEngine.Run(
                edit(land), [.. zones.Removals.Select(z => z with { Shape = Moved(z.Shape) })], [.. zones.Unknowns.Select(z => z with { Shape = Moved(z.Shape) })]);
        }
    });

    [Fact]
    public void A_hollow_frees_its_own_part_only_and_what_is_left_out_frees_all()
    {
        var land = Box(0, 0, 1000, 1000);
        Geometry[] hole = [Box(100, 100, 200, 200)];
        var shape = new ZoneShape([new ZonePart(Box(0, 0, 400, 400), hole[0]), new ZonePart(Box(250, 250, 100, 100))]);
        Assert.Equal(160_000 - 40_000 + 2_500, Taken(shape));
        Assert.Equal(160_000 - 40_000, Taken(new ZoneShape([.. shape.Parts.Select(p => p with { Hollow = null })], hole)));

        double Taken(ZoneShape taken)
        {
            Assert.Equal(taken.Geometry.Area, EligibilityEngine.Run(land, [new RemovalZone("r", taken)], []).Rules.Single().AloneM2, 6);
            return EligibilityEngine.Run(land, [new RemovalZone("r", taken)], []).RemovedM2;
        }
    }

    [Fact]
    public void A_face_with_a_hair_is_labelled_by_a_point_inside_it()
    {
        Coordinate[] ring =
        [
            new(470000, 3900169.9077300862), new(470000, 3900200), new(470089.43922721944, 3900200), new(470109.2888935784, 3900177.9825786483),
            new(470089.6340987712, 3900111.6657572463), new(470107.1558041555, 3900170.785367399), new(470106.6961600061, 3900170.6622061203),
            new(470100, 3900169.9077300862),
        ];
        var face = GeoFactory.Plane.CreatePolygon([.. ring, ring[0].Copy()]);
        var zones = new ZoneSet([new RemovalZone("r", new ZoneShape(GeoFactory.Plane.ToGeometry(new Envelope(470050, 470150, 3900000, 3900169))))], []);
        Assert.True(face.IsValid && !face.Contains(face.InteriorPoint));
        Assert.True(face.Contains(GeoFactory.Plane.CreatePoint(FaceNoder.PointIn(face))));
        foreach (var faces in new LandFaces[] { ArrangedFaces.Of(face, zones), NodedFaces.Of(face, zones) })
            Assert.Equal(face.Area, FaceLedger.Sum(face.Area, zones, faces).EligibleM2, 0.011);
    }

    [Fact]
    public void Needles_that_cross_at_a_hair_are_taken_as_plain_overlay_says() => Parallel.For(1, 101, seed =>
    {
        var random = new Random(seed);
        var land = Box(0, 0, 1000, 1000);
        Geometry[] needles = [.. Enumerable.Range(0, 12).SelectMany(_ => new[] { 1e-7, 1e-4, 1 }).Select(most => Turned(random.NextDouble() * most))];
        var result = EligibilityEngine.Run(land, [new RemovalZone("r", new ZoneShape([.. needles.Select(n => new ZonePart(n))]))], []);
        var expected = PlainLedger.Overlay(land, PlainLedger.Union(needles), SpatialFunction.Difference);
        Assert.True(result.Eligible.IsValid, $"{seed}: not valid");
        Assert.True(Math.Abs(expected.Area - result.Eligible.Area) <= 1e-6 * land.Area, $"{seed}: {expected.Area:R} {result.Eligible.Area:R}");
        Assert.True(Math.Abs(expected.Area - result.EligibleM2) <= 1e-6 * land.Area, $"{seed}: {expected.Area:R} {result.EligibleM2:R}");

        static Geometry Turned(double angle)
        {
            var (sin, cos) = Math.SinCos(angle);
            Coordinate At(double x, double y) => new(East + 500 + x * cos - y * sin, North + 500 + x * sin + y * cos);
            return GeoFactory.Plane.CreatePolygon([At(-700, -1), At(700, -1), At(700, 1), At(-700, 1), At(-700, -1)]);
        }
    });

    [Fact]
    public void An_empty_area_has_an_empty_account()
    {
        var result = EligibilityEngine.Run(GeoFactory.Plane.CreatePolygon(), [new RemovalZone("r", new ZoneShape(Box(0, 0, 9, 9)))], []);
        Assert.Equal((0, 0, 0), (result.GrossM2, result.EligibleM2, result.UnknownM2));
        Assert.True(result.Eligible.IsEmpty && result.Unknown.IsEmpty);
    }

    private static (Geometry Land, ZoneSet Zones) Make(int seed)
    {
        var random = new Random(seed);
        var whole = seed % 2 == 0;
        var land = seed % 5 == 0 ? Box(0, 0, 1000, 1000) : RandomShapes.Land(random);
        var known = new List<Geometry>();
        ZoneShape Shape(int parts) => new(
            [.. Enumerable.Range(0, parts).Select(_ => Part())],
            random.Next(3) == 0 ? [RandomShapes.Any(random, whole), RandomShapes.Any(random, whole)] : []);

        ZonePart Part()
        {
            if (known.Count > 0 && random.Next(5) == 0)
                return new ZonePart(known[random.Next(known.Count)].Copy());
            known.Add(random.Next(9) == 0 ? Box(-200, -200, 1500, 1500) : RandomShapes.Any(random, whole));
            return random.Next(4) == 0 ? new ZonePart(Buffers.Circumscribed(known[^1], 30), known[^1]) : new ZonePart(known[^1]);
        }

        return (land, new ZoneSet(
            [.. Enumerable.Range(0, random.Next(1, 6)).Select(i => new RemovalZone($"rule:{i}", Shape(random.Next(1, 12))))],
            [.. Enumerable.Range(0, random.Next(0, 3)).Select(i => new UnknownZone($"gap:{i}", Shape(random.Next(1, 4))))]));
    }

    /// <summary>Kinds of more than a hair's area by the zones that cover them.</summary>
    private static SortedDictionary<string, (int Number, FaceKind Kind)> Named(LandFaces faces) => new(
        faces.Kinds.Select((k, i) => (i, k)).Where(k => k.k.AreaM2 > 1e-4).ToDictionary(k => $"{string.Join(' ', k.k.Rules)} | {string.Join(' ', k.k.Gaps)}"));

    private static void Same(EligibilityResult expected, EligibilityResult actual, double within, int seed)
    {
        Assert.True(Math.Abs(expected.EligibleM2 - actual.EligibleM2) <= within, $"{seed}: eligible {expected.EligibleM2:R} {actual.EligibleM2:R}");
        Assert.True(Math.Abs(expected.UnknownM2 - actual.UnknownM2) <= within, $"{seed}: unknown {expected.UnknownM2:R} {actual.UnknownM2:R}");
        foreach (var rule in expected.Rules.Where(r => r.SplitM2 > within))
        {
            var row = actual.Rules.Single(r => r.Rule == rule.Rule);
            foreach (var (one, other) in new[] { (rule.AloneM2, row.AloneM2), (rule.SharedM2, row.SharedM2), (rule.SplitM2, row.SplitM2) })
                Assert.True(Math.Abs(one - other) <= within, $"{seed}: {rule} {row}");
        }

        foreach (var gap in expected.Unknowns.Where(g => g.AreaM2 > within))
            Assert.True(Math.Abs(gap.AreaM2 - actual.Unknowns.Single(g => g.Key == gap.Key).AreaM2) <= within, $"{seed}: {gap}");
        Assert.Equal((decimal)actual.GrossM2, actual.Rules.Sum(r => (decimal)r.SplitM2) + (decimal)actual.UnknownM2 + (decimal)actual.EligibleM2);
    }

    private static void Agree(double expected, double actual, Geometry land, string what) =>
        Assert.True(Math.Abs(expected - actual) <= Math.Max(1e-9 * land.Area, 1e-6 * expected), $"{what}: {expected:R} by overlay noding, {actual:R} by the arrangement");
}
