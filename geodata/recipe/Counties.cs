using System.Text.Json;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Recipe;

/// <summary>The 11 county-level units in their legal extents, and the functional zones.</summary>
internal sealed class Counties
{
    private const string Gaoxin = "370871", Rencheng = "370811", Yanzhou = "370812";
    private static readonly double[][] Divide = [[116.6636, 35.4987], [116.705, 35.47], [116.735, 35.432], [116.7667, 35.398]];
    private readonly SortedDictionary<string, Geometry> _plane = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly UnitFact[] _units;

    public Counties(Facts facts)
    {
        var outlines = facts.Read<JsonElement>("county-outlines.json");
        _units = facts.Read<UnitFact[]>("units.json");
        foreach (var unit in outlines.GetProperty("units").EnumerateArray())
        {
            var code = unit.GetProperty("adcode").GetString()!;
            _names[code] = unit.GetProperty("name").GetString()!;
            _plane[code] = Unit(outlines.GetProperty("borders"), unit);
        }

        var zone = _plane[Gaoxin];
        var north = Shapes.Polygon(
            [.. Divide.Select(Shapes.Plane), Shapes.Plane([116.86, 35.398]), Shapes.Plane([116.86, 35.54]), Shapes.Plane([116.6636, 35.54])]);
        var share = Overlay.Intersection(zone, north);
        _plane[Yanzhou] = Largest(Overlay.Union(_plane[Yanzhou], share));
        _plane[Rencheng] = Largest(Overlay.Union(_plane[Rencheng], Overlay.Difference(zone, share)));
        City = Largest(Overlay.Union([.. _plane.Values]));
        _plane[Gaoxin] = Grow(zone, Shapes.Buffer(Overlay.Union(_plane[Rencheng], _plane[Yanzhou]), -1), 255e6);
    }

    /// <summary>All of 济宁, plane.</summary>
    public Geometry City { get; }

    /// <summary>Extent of a unit, plane.</summary>
    public Geometry this[string adcode] => _plane[adcode];

    /// <summary>Adcodes of the 11 counties.</summary>
    public IEnumerable<string> Codes => _plane.Keys.Where(c => c != Gaoxin);

    /// <summary>Name of a unit.</summary>
    public string Name(string adcode) => _names[adcode];

    public IEnumerable<OutFeature> Features()
    {
        foreach (var unit in _units)
        {
            var geometry = unit.Adcode is { } code && _plane.TryGetValue(code, out var plane)
                ? Shapes.Store(plane, keepEdges: code != Gaoxin)
                : null;
            var county = unit.Adcode is not null && unit.Adcode != Gaoxin;
            yield return new OutFeature(unit.Id, geometry, new()
            {
                ["name"] = unit.Name,
                ["adcode"] = unit.Adcode,
                ["kind"] = county ? "county" : "functional",
                ["stated_area_km2"] = unit.StatedKm2,
                ["source"] = unit.Source,
                ["quality"] = "indicative",
                ["policy_ref"] = unit.Policy,
                ["note"] = unit.Note,
            });
        }
    }

    private static Polygon Unit(JsonElement borders, JsonElement unit)
    {
        var ring = new List<Coordinate>();
        foreach (var part in unit.GetProperty("polygons")[0][0].EnumerateArray())
        {
            var key = part.GetString()!;
            var points = borders.GetProperty(key.TrimStart('-')).EnumerateArray()
                .Select(p => Shapes.Plane([p[0].GetDouble(), p[1].GetDouble()]));
            foreach (var c in key[0] == '-' ? points.Reverse() : points)
                if (ring.Count == 0 || !ring[^1].Equals2D(c))
                    ring.Add(c);
        }

        ring.RemoveAt(ring.Count - 1);
        return Shapes.Polygon(ring);
    }

    private static Polygon Largest(Geometry geometry) => Shapes.Polygons(geometry).MaxBy(p => p.Area)!;

    /// <summary>Widens an outline inside an extent until its ellipsoidal area is the stated one.</summary>
    private static Geometry Grow(Geometry outline, Geometry extent, double targetM2)
    {
        double low = 0, high = 1000;
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            if (EllipsoidalArea.OfPlane(Widen(middle)) < targetM2)
                low = middle;
            else
                high = middle;
        }

        return Widen(low);

        Geometry Widen(double metres) => Largest(Overlay.Intersection(Shapes.Buffer(outline, metres), extent));
    }
}
