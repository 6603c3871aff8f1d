using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>Reads the locked plots of a siting request: a list of <c>{geometry, name, parcels}</c>, the geometry one polygon in CRS84, the parcels ids.</summary>
internal static class LockedPlotReader
{
    public static IReadOnlyList<LockedPlot> Read(InputReader reader, List<GeoProblem> problems)
    {
        var plots = new List<LockedPlot>();
        if (reader.Value("locked") is not { } value)
            return plots;
        var pointer = reader.Pointer("locked");
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is 0 or > LockedPlot.Most)
            problems.Add(new(ProblemCode.OutOfRange, $"“locked”应为 1 至 {LockedPlot.Most} 个地块的列表。", $"'locked' must be a list of 1 to {LockedPlot.Most} plots.")
            {
                Field = pointer,
                Allowed = [$"1–{LockedPlot.Most}"],
            });
        else
            for (var i = 0; i < value.GetArrayLength(); i++)
                if (ReadOne(value[i], $"{pointer}/{i}", i + 1, problems) is { } plot)
                    plots.Add(plot);
        return plots;
    }

    private static LockedPlot? ReadOne(JsonElement value, string pointer, int number, List<GeoProblem> problems)
    {
        var inner = new InputReader(value, pointer, problems);
        inner.RefuseUnknown("geometry", "name", "parcels");
        var name = inner.Text("name") ?? $"{number}";
        var at = inner.Pointer("geometry");
        if (!inner.IsObject)
            return null;
        if (inner.Value("geometry") is not { } geometry)
        {
            problems.Add(new(ProblemCode.InvalidGeometry, "缺少“geometry”。", "'geometry' is missing.") { Field = at, Allowed = ["Polygon"] });
            return null;
        }

        LockedPlot? plot = null;
        InputReader.Gather(
            problems, () => plot = new LockedPlot(name, OnePolygon(geometry, at)) { Parcels = [.. inner.Texts("parcels", null).Order(StringComparer.Ordinal)] }, at);
        return plot;
    }

    /// <summary>One polygon on the canonical grid; anything else raises a problem at the pointer.</summary>
    public static Polygon OnePolygon(JsonElement geometry, string pointer)
    {
        var shape = FeatureJsonReader.ReadGeometry(geometry, pointer);
        var polygon = shape as Polygon ?? (shape is MultiPolygon { NumGeometries: 1 } one ? (Polygon)one.GetGeometryN(0) : null);
        return polygon is { IsEmpty: false }
            ? (Polygon)CanonicalGrid.Round(polygon)
            : throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidGeometry, "地块应为单个面。", "A plot is one polygon.") { Field = pointer, Allowed = ["Polygon"] });
    }
}
