using NetTopologySuite.Geometries;

namespace Jining231.Geo.Spatial;

/// <summary>Envelopes across CRS.</summary>
public static class Envelopes
{
    /// <summary>Points per side at which the edges are followed.</summary>
    private const int Steps = 32;

    /// <summary>
    /// The envelope, in the target CRS, of a box of the source CRS: its edges are followed at 33 points and the result is widened by
    /// the bulge that may remain between them. Both run x = longitude or easting, y = latitude or northing.
    /// </summary>
    public static Envelope Reproject(Envelope box, Crs from, Crs to)
    {
        ArgumentNullException.ThrowIfNull(box);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (box.IsNull || from.Code == to.Code || (from.IsGeographic && to.IsGeographic))
            return box.Copy();
        var result = new Envelope();
        for (var i = 0; i <= Steps; i++)
        {
            double x = box.MinX + box.Width * i / Steps, y = box.MinY + box.Height * i / Steps;
            foreach (var (px, py) in (ReadOnlySpan<(double, double)>)[(x, box.MinY), (x, box.MaxY), (box.MinX, y), (box.MaxX, y)])
            {
                var (lon, lat) = from.ToGeographic(px, py);
                var (tx, ty) = to.FromGeographic(lon, lat);
                result.ExpandToInclude(tx, ty);
            }
        }

        var bulge = Math.Max(result.Width, result.Height) / (8.0 * Steps * Steps);
        result.ExpandBy(bulge);
        return result;
    }
}
