using System.Globalization;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Exchange.BoundaryPoints;

/// <summary>What [属性描述] says of the coordinates: CGCS2000, zones of three degrees, Gauss-Krüger, metres.</summary>
internal sealed class BoundaryFrame(BoundaryProblems problems)
{
    /// <summary>Zones that reach Jining, or border on the one that does: a plot at the edge of a neighbour may arrive in his.</summary>
    private static readonly int[] Zones = [38, 39, 40];

    private static readonly string[] Datums = ["2000国家大地坐标系", "2000国家大地坐标", "国家2000坐标系", "国家大地坐标系2000", "CGCS2000", "CGCS2000坐标系"];
    private static readonly string[] Projections = ["高斯克吕格", "高斯-克吕格", "高斯－克吕格", "高斯—克吕格", "高斯·克吕格", "高斯克里格", "高斯投影"];
    private static readonly string[] Metres = ["米", "m", "M"];

    private readonly Dictionary<int, GaussKruger> _projections = [];
    private bool _datumKnown;
    private int? _zone;
    private bool? _prefixed;

    /// <summary>Takes one line of attributes, <c>key=value</c>; keys that bear on no coordinate are passed over.</summary>
    public void Attribute(int line, string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            return;
        var (key, value) = (text[..equals].Trim(), text[(equals + 1)..].Trim());
        switch (key)
        {
            case "坐标系":
                _datumKnown = OneOf(line, key, value, Datums);
                break;
            case "几度分带":
                if (value.Length > 0 && value is not ("3" or "3度" or "3度带" or "三度带"))
                    problems.Add(line, key, $"“{value}”不支持，应为 3 度分带。", $"'{value}' is not read here; zones of 3 degrees are.", "3");
                break;
            case "投影类型":
                if (value.Length > 0)
                    OneOf(line, key, value, Projections);
                break;
            case "计量单位":
                if (value.Length > 0)
                    OneOf(line, key, value, Metres);
                break;
            case "带号":
                Zone(line, value);
                break;
            case "精度":
                if (value.Length > 0 && BoundaryReader.Number(value) is not > 0)
                    problems.Add(line, key, $"“{value}”不是大于 0 的数。", $"'{value}' is no number above 0.");
                break;
            case "转换参数":
                if (value.Split(',') is var parts && parts.Select((p, i) => (Text: p.Trim(), Last: i == 6)).Any(p => p.Text.Length > 0 && BoundaryReader.Number(p.Text) is var n && n != 0 && !(p.Last && n == 1)))
                    problems.Add(line, key, "不支持需要转换的坐标，请先转换为2000国家大地坐标系。", "Coordinates that need a transformation are not read; transform them to CGCS2000 first.", "0,0,0,0,0,0,0");
                break;
            default:
                break;
        }
    }

    /// <summary>Said once, where the plots begin: without a coordinate system no point has a place.</summary>
    public void Close(int line)
    {
        if (!_datumKnown && !problems.Any)
            problems.Add(line, "坐标系", "缺少“坐标系=2000国家大地坐标系”。", "'坐标系=2000国家大地坐标系' is missing.", Datums[0]);
    }

    /// <summary>Longitude and latitude of a point, degrees; null if it has none (then reported).</summary>
    public (double Lon, double Lat)? Place(int line, double north, double east)
    {
        if (!IsNorthing(north) || !IsEasting(east))
        {
            if (IsNorthing(east) && IsEasting(north))
                Once("swapped", line, "X", "X、Y 写反了：X 为北坐标（7 位），Y 为东坐标。", "X and Y are swapped: X is the northing (7 digits), Y the easting.");
            else if (!IsNorthing(north))
                problems.Add(line, "X", "X 应为北坐标，7 位整数（米）。", "X must be a northing of 7 digits (metres).");
            else
                problems.Add(line, "Y", "Y 应为东坐标：6 位整数，或带带号的 8 位整数（米）。", "Y must be an easting of 6 digits, or of 8 with the zone (metres).");
            return null;
        }

        var prefix = east >= 10_000_000 ? (int)(east / 1_000_000) : (int?)null;
        if (_prefixed is { } before && before != prefix is not null)
        {
            Once("mixed", line, "Y", "有的 Y 带带号，有的不带；全文件应一致。", "Some eastings carry the zone and some do not; all must be alike.");
            return null;
        }

        _prefixed = prefix is not null;
        if ((prefix ?? _zone) is not { } zone)
        {
            Once("no zone", line, "Y", "Y 不带带号，[属性描述] 也没有“带号”，位置不能确定。", "The easting carries no zone and the attributes name none: the place is not known.", Texts());
            return null;
        }

        if (_zone is { } named && named != zone)
        {
            Once("other zone", line, "Y", $"Y 的带号是 {zone}，[属性描述] 的带号是 {named}。", $"The easting is of zone {zone}, the attributes name zone {named}.");
            return null;
        }

        if (!Zones.Contains(zone))
        {
            Once("far zone", line, "Y", $"带号 {zone} 不在济宁；济宁在三度带第 39 带。", $"Zone {zone} is not Jining's; Jining lies in zone 39 of three degrees.", Texts());
            return null;
        }

        if (!_projections.TryGetValue(zone, out var projection))
            _projections[zone] = projection = GaussKruger.ThreeDegree(zone);
        var (lon, lat) = projection.Inverse(prefix is null ? zone * 1_000_000 + east : east, north);
        if (CityBox.Envelope.Contains(lon, lat))
            return (lon, lat);
        problems.AddOutside(line, lon, lat);
        return null;
    }

    private void Once(string kind, int line, string field, string zh, string en, params string[] allowed)
    {
        if (problems.IsFirst(kind))
            problems.Add(line, field, zh, en, allowed);
    }

    private void Zone(int line, string value)
    {
        if (value.Length == 0)
            return;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var zone) && Zones.Contains(zone))
            _zone = zone;
        else
            problems.Add(line, "带号", $"“{value}”不是可用的带号；济宁在三度带第 39 带。", $"'{value}' is no zone that is read here; Jining lies in zone 39 of three degrees.", Texts());
    }

    private bool OneOf(int line, string key, string value, string[] known)
    {
        if (known.Contains(value, StringComparer.Ordinal))
            return true;
        problems.Add(line, key, value.Length == 0 ? "没有取值。" : $"“{value}”不支持。", value.Length == 0 ? "There is no value." : $"'{value}' is not read here.", known[0]);
        return false;
    }

    private static bool IsNorthing(double value) => value is >= 1_840_000 and <= 5_940_000;

    private static bool IsEasting(double value) => value is >= 100_000 and < 1_000_000 or >= 13_100_000 and < 46_000_000;

    private static string[] Texts() => [.. Zones.Select(z => z.ToString(CultureInfo.InvariantCulture))];
}
