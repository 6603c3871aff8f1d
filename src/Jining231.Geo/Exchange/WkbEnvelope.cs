using NetTopologySuite.Geometries;

namespace Jining231.Geo.Exchange;

/// <summary>The envelope of WKB without making a geometry.</summary>
internal static class WkbEnvelope
{
    /// <summary>In the order of the coordinates; null if there are none.</summary>
    public static Envelope Of(ReadOnlySpan<byte> wkb)
    {
        var cursor = new WkbCursor(wkb);
        var envelope = new Envelope();
        Add(ref cursor, envelope);
        return envelope;
    }

    /// <summary>True if the envelope has a point in common with another; most that do are told by their first position.</summary>
    public static bool Meets(ReadOnlySpan<byte> wkb, Envelope other)
    {
        var cursor = new WkbCursor(wkb);
        return First(ref cursor) is var (x, y) && other.Contains(x, y) || Of(wkb).Intersects(other);
    }

    private static (double X, double Y)? First(ref WkbCursor cursor)
    {
        switch (cursor.ReadHeader())
        {
            case WkbCursor.Point:
                break;
            case WkbCursor.LineString:
                if (cursor.ReadPositionCount() == 0)
                    return null;
                break;
            case WkbCursor.Polygon:
                if (cursor.ReadCount(4) == 0 || cursor.ReadPositionCount() == 0)
                    return null;
                break;
            default:
                return cursor.ReadCount(9) == 0 ? null : First(ref cursor);
        }

        cursor.ReadPosition(out var x, out var y);
        return (x, y);
    }

    private static void Add(ref WkbCursor cursor, Envelope envelope)
    {
        switch (cursor.ReadHeader())
        {
            case WkbCursor.Point:
                AddPosition(ref cursor, envelope);
                break;
            case WkbCursor.LineString:
                AddPositions(ref cursor, envelope);
                break;
            case WkbCursor.Polygon:
                for (var rings = cursor.ReadCount(4); rings > 0; rings--)
                    AddPositions(ref cursor, envelope);
                break;
            default:
                for (var parts = cursor.ReadCount(9); parts > 0; parts--)
                    Add(ref cursor, envelope);
                break;
        }
    }

    private static void AddPositions(ref WkbCursor cursor, Envelope envelope)
    {
        for (var count = cursor.ReadPositionCount(); count > 0; count--)
            AddPosition(ref cursor, envelope);
    }

    private static void AddPosition(ref WkbCursor cursor, Envelope envelope)
    {
        cursor.ReadPosition(out var x, out var y);
        if (!double.IsNaN(x) && !double.IsNaN(y))
            envelope.ExpandToInclude(x, y);
    }
}
