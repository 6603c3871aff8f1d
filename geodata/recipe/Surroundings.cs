using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Recipe;

/// <summary>Control lines and sensitive places in and around one park; every shape is indicative.</summary>
internal sealed class Surroundings
{
    private const string Drawn = "示意绘制";
    private readonly DrawnPark _park;
    private readonly AroundFact _around;
    private readonly string _slug;
    private readonly IReadOnlyList<Geometry> _others;
    private readonly List<Geometry> _places = [];

    public Surroundings(DrawnPark park, IReadOnlyList<Geometry> otherParks)
    {
        _park = park;
        _around = park.Fact.Around!;
        _slug = park.Fact.Id["park-".Length..];
        _others = otherParks;
    }

    public List<OutFeature> Controls { get; } = [];

    public List<OutFeature> Sensitive { get; } = [];

    /// <summary>Villages and fields outside a chemical park as parcels of their own.</summary>
    public List<OutFeature> Parcels { get; } = [];

    public void Draw()
    {
        Boundary();
        River();
        Places();
        Farmland();
        if (_around.Pipeline is { } p)
            Control("pipeline", "输气支线管廊", Shapes.Buffer(GeoFactory.Plane.CreateLineString(
                [At(p[0], p[1]), At((p[0] + p[2]) / 2 + 0.02, (p[1] + p[3]) / 2 - 0.03), At(p[2], p[3])]), 10), "能源局", "2016-05-01");
    }

    private Coordinate At(double u, double v) => _park.Frame!.At(u, v);

    private void Control(string kind, string name, Geometry plane, string authority, string from)
    {
        var n = Controls.Count(c => (string)c.Values["kind"]! == kind) + 1;
        Controls.Add(new OutFeature($"control-{_slug}-{kind.Replace('_', '-')}-{n:00}", Shapes.Store(plane), new()
        {
            ["name"] = $"{name}{(n > 1 ? n.ToString(System.Globalization.CultureInfo.InvariantCulture) : "")}（{_park.Fact.Name}，示意）",
            ["kind"] = kind,
            ["authority"] = authority,
            ["rule_key"] = "control:" + kind,
            ["in_force_from"] = from,
            ["source"] = Drawn,
            ["quality"] = "indicative",
        }));
    }

    /// <summary>Most of the park, a step left out on one side.</summary>
    private void Boundary()
    {
        var frame = _park.Frame!;
        double m = 0.5 + 120 / Math.Min(frame.Width, frame.Height), cut = 0.5 - _around.BoundaryCut;
        (double U, double V)[] corners = [(-m, -m), (m, -m), (m, -0.1), (cut, -0.1), (cut, m), (-m, m)];
        for (var turn = 0; turn < (_around.BoundarySide + 2) % 4; turn++)
            corners = [.. corners.Select(c => (-c.V, c.U))];
        Control("urban_boundary", "城镇开发边界", Shapes.Polygon(corners.Select(c => At(c.U, c.V))), "自然资源局", "2023-11-01");
    }

    private void River()
    {
        var rng = Rng.For(_slug + "/river");
        var frame = _park.Frame!;
        var gap = -0.5 - 90 / frame.Width;
        var points = Enumerable.Range(0, 9).Select(i => (U: gap - rng.Between(0.01, 0.07), V: -1.1 + i * 0.275)).ToArray();
        for (var turn = 0; turn < _park.Fact.Draw!.River; turn++)
            points = [.. points.Select(p => (-p.V, p.U))];
        var line = GeoFactory.Plane.CreateLineString([.. points.Select(p => At(p.U, p.V))]);
        Control("river", _around.RiverName + "管理范围", Shapes.Buffer(line, 60), "水务局", "2019-01-01");
        var reach = GeoFactory.Plane.CreateLineString([.. points.Skip(5).Select(p => At(p.U, p.V))]);
        if (_park.Fact.Chemical == true)
            Control("ecological_redline", _around.RiverName + "生态保护红线", Shapes.Buffer(reach, 110), "自然资源局", "2023-11-01");
    }

    private void Places()
    {
        var rng = Rng.For(_slug + "/places");
        foreach (var at in _around.InnerVillages)
            Place("village", "待搬迁村庄", At(at[0], at[1]), rng.Between(30000, 60000), rng);
        var n = _around.Villages;
        for (int i = 0, tries = 0; i < n && tries < 400; tries++)
            if (Outside(rng, (i + rng.Between(0, 0.8)) * 2 * Math.PI / n, 130, 1200) is { } c
                && Place("village", "村庄", c, rng.Between(40000, 110000), rng))
                i++;
        if (_park.Fact.Chemical != true)
            return;
        foreach (var (kind, name, count) in new[] { ("school", "学校", 2), ("hospital", "卫生院", 1), ("water_intake", "取水口", 1) })
            for (int i = 0, tries = 0; i < count && tries < 400; tries++)
                if (Outside(rng, rng.Between(0, 2 * Math.PI), 700, 2400) is { } c
                    && Place(kind, name, c, kind == "water_intake" ? 2500 : rng.Between(9000, 26000), rng))
                    i++;
        for (int i = 0, tries = 0; i < 2 && tries < 400; tries++)
            if (Outside(rng, rng.Between(0, 2 * Math.PI), 1800, 3600) is { } c)
            {
                Control("drinking_water", "饮用水水源保护区", Frame.Blob(rng, c, rng.Between(150000, 330000), 10, 0.1), "生态环境局", "2018-06-01");
                i++;
            }
    }

    private bool Place(string kind, string name, Coordinate centre, double areaM2, Rng rng)
    {
        var shape = Frame.Blob(rng, centre, areaM2, kind == "village" ? 9 : 5, 0.18, rng.Between(0.8, 1.5), _park.Frame!.AngleDeg);
        if (_places.Any(p => p.Distance(shape) < 40))
            return false;
        _places.Add(shape);
        if (kind == "village")
            Parcel("07", "村庄用地", "built", shape);
        var n = Sensitive.Count(s => (string)s.Values["kind"]! == kind) + 1;
        Sensitive.Add(new OutFeature($"sensitive-{_slug}-{kind.Replace('_', '-')}-{n:00}", Shapes.Store(shape), new()
        {
            ["name"] = $"{_around.Town}{name}{n:00}（示意）",
            ["kind"] = kind,
            ["population"] = kind switch { "village" => (long)(areaM2 / 85), "school" => 300L + rng.Next(900), "hospital" => 80L + rng.Next(200), _ => null },
            ["source"] = Drawn,
            ["quality"] = "indicative",
            ["note"] = name == "待搬迁村庄" ? "园区内村庄，假定待搬迁。" : null,
        }));
        return true;
    }

    private void Parcel(string classCode, string name, string status, Geometry shape)
    {
        var outside = Shapes.Parts(Overlay.Difference(shape, Shapes.Buffer(_park.Shape!, 12)), 2000);
        if (_park.Fact.Chemical != true || outside.IsEmpty)
            return;
        var n = Parcels.Count + 1;
        Parcels.Add(new OutFeature($"parcel-around-{_slug}-{n:00}", Shapes.Store(outside), new()
        {
            ["name"] = $"{_park.Fact.Name}周边{name}{n:00}（示意）",
            ["adcode"] = _park.Fact.Adcode,
            ["class_code"] = classCode,
            ["status"] = status,
            ["source"] = Drawn,
            ["quality"] = "indicative",
            ["note"] = "园区外现状地块。",
        }));
    }

    private void Farmland()
    {
        var rng = Rng.For(_slug + "/farmland");
        foreach (var f in _around.InnerFarmland)
            Field(At(f[0], f[1]), f[2] * 1e4);
        for (int i = 0, tries = 0; i < _around.Farmland && tries < 400; tries++)
            if (Outside(rng, (i + rng.Between(0, 0.8)) * 2 * Math.PI / _around.Farmland, 260, 1500) is { } c && Field(c, rng.Between(2.5e5, 7e5)))
                i++;

        bool Field(Coordinate centre, double areaM2)
        {
            var shape = Frame.Blob(rng, centre, areaM2, 7, 0.14, rng.Between(0.9, 1.9), _park.Frame!.AngleDeg);
            if (_places.Any(p => p.Distance(shape) < 20))
                return false;
            _places.Add(shape);
            Parcel("01", "耕地", "vacant", shape);
            Control("permanent_farmland", "永久基本农田", shape, "自然资源局", "2023-11-01");
            return true;
        }
    }

    /// <summary>A point that far outside the park in that direction, or null where another park is near.</summary>
    private Coordinate? Outside(Rng rng, double turn, double nearM, double farM)
    {
        var shape = _park.Shape!;
        var centre = shape.Centroid.Coordinate;
        double dx = Math.Cos(turn), dy = Math.Sin(turn), r = 0;
        for (var step = 0.0; step < 20000; step += 40)
            if (shape.Intersects(GeoFactory.Plane.CreatePoint(new Coordinate(centre.X + dx * step, centre.Y + dy * step))))
                r = step;
        r += rng.Between(nearM, farM);
        var c = new Coordinate(centre.X + dx * r, centre.Y + dy * r);
        var point = GeoFactory.Plane.CreatePoint(c);
        return _others.Any(o => o.Distance(point) < 250) ? null : c;
    }
}
