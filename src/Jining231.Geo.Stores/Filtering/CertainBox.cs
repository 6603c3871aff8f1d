using NetTopologySuite.Geometries;

namespace Jining231.Geo.Stores.Filtering;

/// <summary>
/// Spatial indexes keep envelopes in single precision, rounded outward; the stored coordinates decide. An envelope of the index that
/// meets a box shrunk by more than that rounding certainly meets the box itself, so that only features at its edge are measured.
/// </summary>
internal static class CertainBox
{
    /// <summary>More than any index rounds a degree outward: PostGIS one step of single precision (1.5e-5 below 256), SQLite's R-tree 2^-23 of the value (2.2e-5 at 180).</summary>
    private const double Rounding = 5e-5;

    /// <summary>The shrunk box, or null if nothing would be left of it.</summary>
    public static Envelope? Within(Envelope box) =>
        box.MaxX - box.MinX > 2 * Rounding && box.MaxY - box.MinY > 2 * Rounding
            ? new Envelope(box.MinX + Rounding, box.MaxX - Rounding, box.MinY + Rounding, box.MaxY - Rounding)
            : null;
}
