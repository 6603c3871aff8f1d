using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Recipe;

/// <summary>The axis of 南四湖: waypoints with half width; a share of the widths gives each zone its stated area.</summary>
internal sealed record LakeFact(double[][] Axis, double[] HalfWidthsM, string[] Counties, ZoneFact[] Reserve, double WaterShare, double BeltM);

/// <summary>One zone of the nature reserve, from the middle outwards.</summary>
internal sealed record ZoneFact(string Id, string Name, double AreaHa);

/// <summary>南四湖: nature-reserve zones of the published areas, and the South-North Water Transfer belts around the lake.</summary>
internal static class NansiLake
{
    public static IEnumerable<OutFeature> Zones(Facts facts, Counties counties)
    {
        var lake = facts.Read<LakeFact>("lake.json");
        var extent = Shapes.Buffer(Overlay.Union([.. lake.Counties.Select(c => counties[c])]), -15);
        Geometry inner = GeoFactory.Plane.CreatePolygon();
        var innerHa = 0.0;
        foreach (var zone in lake.Reserve)
        {
            innerHa += zone.AreaHa;
            var outer = Widen(lake, extent, innerHa * 1e4);
            yield return CityLayers.Control(
                zone.Id, zone.Name, "nansi_reserve", Shapes.Parts(Overlay.Difference(outer, Apart(inner)), 5000), "自然资源局", "2003-06-01",
                "S80 面积；示意绘制", "面积取自公布数，界线为示意。");
            inner = outer;
        }

        var water = Widen(lake, extent, innerHa * 1e4 * lake.WaterShare);
        yield return CityLayers.Control(
            "control-snwd-core-nansi", "南水北调核心保护区（南四湖，示意）", "snwd_core", water, "水务局", "2015-05-01", "S81；示意绘制",
            "核心区为输水干线和湖泊大堤以内；此处为示意。");
        var belt = Overlay.Intersection(water.Simplified(200).Buffer(lake.BeltM, 6), counties.City);
        yield return CityLayers.Control(
            "control-snwd-key-nansi", "南水北调重点保护区（南四湖外缘 15 km，示意）", "snwd_key",
            Shapes.Parts(Overlay.Difference(belt, Apart(water)), 5000), "水务局", "2015-05-01", "S81；示意绘制", "向外 15 km 汇水区的示意，须以主管部门数据核实。");
    }

    /// <summary>The lake shape whose ellipsoidal area is the one asked, found by halving.</summary>
    private static Geometry Widen(LakeFact lake, Geometry extent, double targetM2)
    {
        double low = 0.05, high = 4;
        for (var i = 0; i < 44; i++)
        {
            var middle = (low + high) / 2;
            if (EllipsoidalArea.OfPlane(Outline(lake, extent, middle)) < targetM2)
                low = middle;
            else
                high = middle;
        }

        return Outline(lake, extent, low);
    }

    private static Geometry Outline(LakeFact lake, Geometry extent, double share)
    {
        var axis = lake.Axis.Select(Shapes.Plane).ToArray();
        var left = new List<Coordinate>();
        var right = new List<Coordinate>();
        for (var i = 0; i < axis.Length; i++)
        {
            Coordinate a = axis[Math.Max(0, i - 1)], b = axis[Math.Min(axis.Length - 1, i + 1)];
            double length = a.Distance(b), w = lake.HalfWidthsM[i] * share;
            double nx = -(b.Y - a.Y) / length * w, ny = (b.X - a.X) / length * w;
            left.Add(new Coordinate(axis[i].X + nx, axis[i].Y + ny));
            right.Add(new Coordinate(axis[i].X - nx, axis[i].Y - ny));
        }

        right.Reverse();
        return Shapes.Parts(Overlay.Intersection(Shapes.Polygon([.. left, .. right]), extent), 1e5);
    }

    /// <summary>Neighbouring zones keep half a metre apart, so that rounding to the grid never folds their borders.</summary>
    private static Geometry Apart(Geometry zone) => zone.IsEmpty ? zone : Shapes.Buffer(zone, 0.5);

    private static Geometry Simplified(this Geometry geometry, double metres) =>
        NetTopologySuite.Simplify.TopologyPreservingSimplifier.Simplify(geometry, metres);
}
