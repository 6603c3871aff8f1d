using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Workspace.Mapping;

/// <summary>A name at its place.</summary>
/// <param name="Text">The text.</param>
/// <param name="At">Where it stands, EPSG:4548.</param>
/// <param name="Feature">Whose name it is.</param>
public sealed record MapLabel(string Text, Coordinate At, MapFeature Feature);

/// <summary>Names of a layer at interior points: inside the largest part, also where the centre lies outside.</summary>
public static class Labels
{
    /// <summary>Labels of a layer; none where its style names no label field.</summary>
    public static IReadOnlyList<MapLabel> Of(MapLayer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (layer.Def.Style.LabelField is not { } field)
            return [];
        return
        [
            .. from f in layer.Features
               let text = f.Row.Text(field)
               where text is { Length: > 0 } && f.Plane is { IsEmpty: false }
               select new MapLabel(text, Place(f.Plane!), f),
        ];
    }

    /// <summary>A point inside the largest part of a geometry.</summary>
    public static Coordinate Place(Geometry plane)
    {
        ArgumentNullException.ThrowIfNull(plane);
        var largest = plane;
        for (var i = 0; i < plane.NumGeometries; i++)
            if (i == 0 || plane.GetGeometryN(i).Area > largest.Area)
                largest = plane.GetGeometryN(i);
        return InteriorPoint.GetInteriorCoord(largest).Copy();
    }
}
