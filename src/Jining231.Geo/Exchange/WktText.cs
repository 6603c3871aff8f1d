using System.Globalization;
using System.Text;

namespace Jining231.Geo.Exchange;

/// <summary>WKB as well-known text, the ordinates as they stand in the WKB.</summary>
internal static class WktText
{
    private static readonly string[] Names = ["", "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON"];

    private static readonly string[] Formats = [.. Enumerable.Range(0, 10).Select(d => "0." + new string('#', d))];

    /// <summary>Appends the text of a geometry with at most that many decimals.</summary>
    public static StringBuilder Append(StringBuilder text, ReadOnlySpan<byte> wkb, int decimals)
    {
        var cursor = new WkbCursor(wkb);
        AppendGeometry(text, ref cursor, Formats[decimals], named: true);
        return text;
    }

    private static void AppendGeometry(StringBuilder text, ref WkbCursor cursor, string format, bool named)
    {
        var type = cursor.ReadHeader();
        if (named)
            text.Append(Names[type]).Append(' ');
        switch (type)
        {
            case WkbCursor.Point:
                text.Append('(');
                AppendPosition(text, ref cursor, format);
                text.Append(')');
                break;
            case WkbCursor.LineString:
                AppendPositions(text, ref cursor, format);
                break;
            default:
                var count = cursor.ReadCount(type == WkbCursor.Polygon ? 4 : 9);
                text.Append(count == 0 ? "EMPTY" : "(");
                for (var i = 0; i < count; i++)
                {
                    if (i > 0)
                        text.Append(',');
                    if (type == WkbCursor.Polygon)
                        AppendPositions(text, ref cursor, format);
                    else
                        AppendGeometry(text, ref cursor, format, named: false);
                }

                text.Append(count == 0 ? "" : ")");
                break;
        }
    }

    private static void AppendPositions(StringBuilder text, ref WkbCursor cursor, string format)
    {
        var count = cursor.ReadPositionCount();
        text.Append(count == 0 ? "EMPTY" : "(");
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                text.Append(',');
            AppendPosition(text, ref cursor, format);
        }

        text.Append(count == 0 ? "" : ")");
    }

    private static void AppendPosition(StringBuilder text, ref WkbCursor cursor, string format)
    {
        cursor.ReadPosition(out var first, out var second);
        text.Append(first.ToString(format, CultureInfo.InvariantCulture)).Append(' ').Append(second.ToString(format, CultureInfo.InvariantCulture));
    }
}
