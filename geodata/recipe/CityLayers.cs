using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Recipe;

/// <summary>What belongs to the city rather than to one park: lines, ports, basins, large control zones, coverage, tables.</summary>
internal sealed class CityLayers(Facts facts, Counties counties, Parks parks)
{
    private const string Drawn = "示意绘制";
    private readonly LineFact[] _lines = facts.Read<LineFact[]>("transport.json");
    private readonly BasinFact[] _basins = facts.Read<BasinFact[]>("subsidence.json");

    public IEnumerable<OutFeature> Transport() => _lines.Select(l => new OutFeature(l.Id, Shapes.Store(Shapes.Line(l.At)), new()
    {
        ["name"] = l.Name,
        ["kind"] = l.Kind,
        ["class"] = l.Class,
        ["source"] = l.Source,
        ["quality"] = "indicative",
        ["policy_ref"] = l.Policy,
        ["note"] = l.Note,
    }));

    public IEnumerable<OutFeature> Ports() => facts.Read<PortFact[]>("ports.json").Select(p => new OutFeature(
        p.Id, p.At is null ? null : Shapes.Store(GeoFactory.Plane.CreatePoint(Shapes.Plane(p.At))), new()
        {
            ["name"] = p.Name,
            ["kind"] = p.Kind,
            ["park_id"] = p.Park,
            ["adcode"] = p.Adcode,
            ["services"] = p.Services,
            ["source"] = p.Source,
            ["quality"] = "indicative",
            ["policy_ref"] = p.Policy,
            ["note"] = p.Note,
        }));

    /// <summary>Outline of a basin, drawn to its area inside its county.</summary>
    public Geometry Basin(BasinFact basin)
    {
        var target = basin.AreaKm2 * 1e6;
        var extent = Shapes.Buffer(counties[basin.Adcode], -20);
        var area = target;
        for (var i = 0; ; i++)
        {
            var blob = Frame.Blob(Rng.For(basin.Id), Shapes.Plane(basin.At), area, 18, 0.16, basin.Aspect, basin.Angle);
            var shape = Shapes.Parts(Overlay.Intersection(blob, extent), target / 4);
            var factor = target / EllipsoidalArea.OfPlane(shape);
            if (Math.Abs(factor - 1) < 1e-6 || i == 60)
                return shape;
            area *= factor;
        }
    }

    public IEnumerable<OutFeature> Subsidence() => _basins.Select(b => new OutFeature(b.Id, Shapes.Store(Basin(b)), new()
    {
        ["name"] = b.Name,
        ["adcode"] = b.Adcode,
        ["mine"] = b.Mine,
        ["stability"] = b.Stability,
        ["settled_on"] = b.SettledOn,
        ["water_share"] = b.Water,
        ["mean_depth_m"] = b.Depth,
        ["pv_mode"] = b.Mode,
        ["source"] = b.Source,
        ["quality"] = "indicative",
        ["policy_ref"] = "二(四)2",
        ["note"] = b.Note,
    }));

    /// <summary>Control zones of the table, the unsettled basins, and farmland and waterways inside basins.</summary>
    public IEnumerable<OutFeature> Controls()
    {
        foreach (var c in facts.Read<ControlFact[]>("controls.json"))
            yield return Control(c.Id, c.Name, c.Kind, Zone(c), c.Authority, c.From, c.Source, c.Note);
        foreach (var zone in NansiLake.Zones(facts, counties))
            yield return zone;
        foreach (var b in _basins)
            foreach (var control in InBasin(b, Basin(b)))
                yield return control;
    }

    private static IEnumerable<OutFeature> InBasin(BasinFact b, Geometry basin)
    {
        var slug = b.Id["subsidence-".Length..];
        var rng = Rng.For(b.Id + "/inside");
        if (b.Stability == "unsettled")
            yield return Control($"control-unsettled-{slug}", b.Mine + "未稳沉区（示意）", "unsettled_subsidence", basin, "自然资源局", "2020-01-01", Drawn, null);
        var middle = basin.Centroid.Coordinate;
        var reach = Math.Sqrt(b.AreaKm2 * 1e6) * 0.33;
        for (var i = 0; i < 2; i++)
        {
            var field = Frame.Blob(
                rng, new Coordinate(middle.X + (i == 0 ? reach : -reach), middle.Y + rng.Between(-reach, reach)),
                b.AreaKm2 * 1e6 * (1 - b.Water) * rng.Between(0.12, 0.22), 8, 0.15, 1.4, 5);
            yield return Control(
                $"control-{(i == 0 ? "farmland" : "cultivated")}-{slug}", b.Mine + (i == 0 ? "永久基本农田（示意）" : "耕地（示意）"),
                i == 0 ? "permanent_farmland" : "cultivated_land", Overlay.Intersection(field, basin), "自然资源局", "2023-11-01", Drawn, null);
        }

        if (b.Mode != "fishery")
            yield break;
        var lane = GeoFactory.Plane.CreateLineString(
            [new Coordinate(middle.X - 3 * reach, middle.Y + 90), new Coordinate(middle.X, middle.Y - 110), new Coordinate(middle.X + 3 * reach, middle.Y + 60)]);
        yield return Control(
            $"control-navigation-{slug}", b.Mine + "通航水域（示意）", "navigation", Shapes.Parts(Overlay.Intersection(Shapes.Buffer(lane, 45), basin)),
            "交通运输局", "2020-01-01", Drawn, null);
    }

    private Geometry Zone(ControlFact c)
    {
        var path = c.Along is { } id ? _lines.Single(l => l.Id == id).At : c.Line;
        Geometry shape = path is not null
            ? Shapes.Buffer(Shapes.Line(path), c.HalfWidthM)
            : Frame.Blob(Rng.For(c.Id), Shapes.Plane(c.At!), c.AreaHa * 1e4, 14, 0.12, c.Aspect, c.Angle);
        var extent = c.ClipTo is null ? counties.City : counties[c.ClipTo];
        return Shapes.Parts(Overlay.Intersection(shape, extent), 1000);
    }

    internal static OutFeature Control(
        string id, string name, string kind, Geometry plane, string authority, string from, string source, string? note) =>
        new(id, Shapes.Store(plane), new()
        {
            ["name"] = name,
            ["kind"] = kind,
            ["rule_key"] = "control:" + kind,
            ["authority"] = authority,
            ["in_force_from"] = from,
            ["source"] = source,
            ["quality"] = "indicative",
            ["note"] = note,
        });

    /// <summary>Where every kind has been surveyed: the city, less the gaps of the table.</summary>
    public IEnumerable<OutFeature> Coverage()
    {
        var gaps = facts.Read<GapFact[]>("coverage-gaps.json");
        foreach (var (layer, codes, authority) in new[]
        {
            ("controls", Layers.Codelists.ControlKind, "自然资源局等"), ("sensitive", Layers.Codelists.SensitiveKind, "应急管理局"),
            ("transport", Layers.Codelists.TransportKind, "交通运输局等"),
        })
            foreach (var code in codes.Codes)
            {
                var area = counties.City;
                var notes = new List<string>();
                foreach (var gap in gaps.Where(g => layer == "controls" && g.Kind == code.Value))
                {
                    var w = gap.Window;
                    area = Overlay.Difference(area, parks[gap.Park].Frame!.Rectangle(w[0], w[1], w[2], w[3]));
                    notes.Add(gap.Note);
                }

                yield return Covered(layer, code.Value, code.Zh, authority, area, notes.Count == 0 ? null : string.Join(" ", notes));
            }

        yield return Covered("parcels", null, "地块", "自然资源局", counties.City, null);
        yield return Covered("subsidence", null, "采煤沉陷区", "自然资源局", counties.City, null);
    }

    private static OutFeature Covered(string layer, string? kind, string title, string authority, Geometry area, string? note) =>
        new($"coverage-{layer}{(kind is null ? "" : "-" + kind.Replace('_', '-'))}", Shapes.Store(area), new()
        {
            ["name"] = title + "调查范围（示意）",
            ["layer"] = layer,
            ["kind"] = kind,
            ["authority"] = authority,
            ["as_of"] = "2024-12-31",
            ["source"] = Drawn,
            ["quality"] = "indicative",
            ["note"] = note,
        });

    public IEnumerable<OutFeature> Projects() => facts.Read<ProjectFact[]>("projects.json").Select(p => new OutFeature(p.Id, null, new()
    {
        ["name"] = p.Name,
        ["industry"] = p.Industry,
        ["investment_yi"] = p.Yi,
        ["hazard"] = p.Hazard,
        ["required_area_ha"] = p.Ha,
        ["status"] = "wanted",
        ["source"] = "假设项目",
        ["quality"] = "synthetic",
        ["policy_ref"] = p.Policy,
        ["note"] = p.Note,
    }));

    public IEnumerable<OutFeature> Indicators() => facts.Read<IndicatorFact[]>("indicators.json").Select(i => new OutFeature(i.Id, null, new()
    {
        ["name"] = i.Name,
        ["target"] = i.Target,
        ["place"] = i.Place,
        ["year"] = i.Year is { } y ? (long)y : null,
        ["value"] = i.Value,
        ["unit"] = i.Unit,
        ["document_no"] = i.DocumentNo,
        ["source"] = i.Source,
        ["quality"] = "published",
        ["policy_ref"] = i.Policy,
        ["note"] = i.Note,
    }));
}
