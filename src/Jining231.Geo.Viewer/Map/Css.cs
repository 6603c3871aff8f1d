using System.Globalization;
using Mapsui.Styles;

namespace Jining231.Geo.Viewer.Map;

/// <summary>CSS hex colours of the layer descriptions as Mapsui colours.</summary>
internal static class Css
{
    public static Color Color(string hex)
    {
        if (hex.Length is not (7 or 9))
            return Mapsui.Styles.Color.Transparent;
        int Byte(int at) => int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new Color(Byte(1), Byte(3), Byte(5), hex.Length == 9 ? Byte(7) : 255);
    }
}
