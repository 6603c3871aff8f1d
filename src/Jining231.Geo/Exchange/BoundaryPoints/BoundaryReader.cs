using System.Globalization;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Exchange.BoundaryPoints;

/// <summary>
/// Reads 界址点 TXT as <see cref="BoundaryTxt"/> writes it and as others do: GB18030 or UTF-8; X north and Y east, with the zone before the
/// easting or not; 点数 with the closing points or without. The first ring of a 地块 is its outline, further ones are cut out of it.
/// </summary>
/// <remarks>
/// What is wrong is named by line and field, and nothing is guessed: a ring must end with its first point, and a point outside the city is
/// refused, because a swapped axis or another zone gives just that.
/// </remarks>
public static class BoundaryReader
{
    /// <summary>Largest file that is read, bytes.</summary>
    public const int MaxBytes = 8_000_000;

    /// <summary>Most points of a file.</summary>
    public const int MaxPoints = 100_000;

    /// <summary>Most 地块 of a file.</summary>
    public const int MaxPlots = 2_000;

    internal const string PlotsSection = "[地块坐标]";

    private const string AttributesSection = "[属性描述]";

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="at">Where it stands in the request; opens the field of every problem, line and field follow.</param>
    /// <exception cref="GeoProblemException">Everything that is wrong with it, the first twenty.</exception>
    public static IReadOnlyList<BoundaryOutline> Read(ReadOnlySpan<byte> bytes, string at) => bytes.Length <= MaxBytes
        ? Read(BoundaryText.Decode(bytes, at), at)
        : throw new BoundaryProblems(at).TooLarge($"文件 {bytes.Length} 字节，上限 {MaxBytes} 字节。", $"The file has {bytes.Length} bytes; at most {MaxBytes} are read.");

    /// <summary>Reads text that is decoded already; as above.</summary>
    public static IReadOnlyList<BoundaryOutline> Read(string text, string at)
    {
        ArgumentNullException.ThrowIfNull(text);
        var problems = new BoundaryProblems(at);
        var frame = new BoundaryFrame(problems);
        var plots = new List<BoundaryOutline>();
        Open? open = null;
        string? section = null;
        var (line, points) = (0, 0);
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            line++;
            var content = raw.Trim().TrimStart('\uFEFF').ToString();
            if (content.Length == 0 || problems.Full)
                continue;
            if (content[0] == '[')
            {
                if (section == PlotsSection)
                    break;
                section = content;
                if (section != PlotsSection)
                    continue;
                frame.Close(line);
                problems.Raise();
            }
            else if (section == AttributesSection)
            {
                frame.Attribute(line, content);
            }
            else if (section == PlotsSection && content[^1] == '@')
            {
                Finish();
                if (plots.Count >= MaxPlots)
                    throw problems.TooLarge($"地块多于 {MaxPlots} 个。", $"There are more than {MaxPlots} plots.");
                open = Open.Of(line, content, problems);
            }
            else if (section == PlotsSection)
            {
                if (++points > MaxPoints)
                    throw problems.TooLarge($"界址点多于 {MaxPoints} 个。", $"There are more than {MaxPoints} points.");
                Point(line, content);
            }
        }

        Finish();
        problems.Raise();
        if (section != PlotsSection)
            throw problems.Whole($"没有“{PlotsSection}”：这不是界址点 TXT。", $"There is no '{PlotsSection}': this is no 界址点 TXT.");
        return plots.Count > 0 ? plots : throw problems.Whole($"“{PlotsSection}”后没有地块。", $"No plot follows '{PlotsSection}'.");

        void Finish()
        {
            if (open?.ToOutline(problems) is { } plot)
                plots.Add(plot);
            open = null;
        }

        void Point(int at, string content)
        {
            if (open is null)
            {
                if (problems.IsFirst("no plot"))
                    problems.Add(at, "地块", "界址点之前应有以“@”结尾的地块行。", "A line of attributes that ends with '@' must stand before the points.");
                return;
            }

            if (ReadPoint(at, content, problems) is { } p && frame.Place(at, p.North, p.East) is { } place)
                open.Rings.Add(at, p.Ring, p.North, p.East, place);
            else
                open.Rings.Broken = true;
        }
    }

    /// <summary>A plain decimal number, or null.</summary>
    internal static double? Number(string text) => text.Length <= 32
        && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;

    /// <summary>点号,圈号,X,Y; empty fields may follow.</summary>
    private static (int Ring, double North, double East)? ReadPoint(int line, string content, BoundaryProblems problems)
    {
        var fields = content.TrimEnd(',', ' ').Split(',', StringSplitOptions.TrimEntries);
        if (fields.Length != 4)
        {
            problems.Add(line, "点号", content.Contains('，', StringComparison.Ordinal) ? "逗号应为半角。" : $"一行应为“点号,圈号,X,Y”4 项，实际 {fields.Length} 项。", $"A line of a point is '点号,圈号,X,Y'; this one has {fields.Length} fields.");
            return null;
        }

        if (!int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var ring))
        {
            problems.Add(line, "圈号", $"“{fields[1]}”不是整数。", $"'{fields[1]}' is no whole number.");
            return null;
        }

        var (north, east) = (Number(fields[2]), Number(fields[3]));
        if (north is null)
            problems.Add(line, "X", $"“{fields[2]}”不是数。", $"'{fields[2]}' is no number.");
        if (east is null)
            problems.Add(line, "Y", $"“{fields[3]}”不是数。", $"'{fields[3]}' is no number.");
        return north is { } x && east is { } y ? (ring, x, y) : null;
    }

    /// <summary>A 地块 whose points are being read.</summary>
    private sealed record Open(int Line, int? Points, string Number, string Name, double? StatedHa, BoundaryRings Rings)
    {
        /// <summary>点数,面积,编号,名称,面,图幅号,用途,地类编码,@; fields from the fifth on differ from city to city and say nothing of the outline.</summary>
        public static Open Of(int line, string content, BoundaryProblems problems)
        {
            var fields = content[..^1].TrimEnd(',').Split(',', StringSplitOptions.TrimEntries);
            string Field(int i) => i < fields.Length ? fields[i] : "";
            int? points = int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
            if (points is null)
                problems.Add(line, "点数", $"“{fields[0]}”不是整数。", $"'{fields[0]}' is no whole number.");
            var stated = BoundaryReader.Number(Field(1));
            if (Field(1).Length > 0 && stated is not >= 0)
                problems.Add(line, "面积", $"“{Field(1)}”不是不小于 0 的数（公顷）。", $"'{Field(1)}' is no number of at least 0 (公顷).");
            if (Field(4) is { Length: > 0 } kind && kind != "面")
                problems.Add(line, "图形属性", $"“{kind}”不是“面”。", $"'{kind}' is not '面' (an area).", "面");
            return new Open(line, points, Field(2), Field(3), stated, new BoundaryRings(line, problems));
        }

        public BoundaryOutline? ToOutline(BoundaryProblems problems)
        {
            if (Rings.Broken)
                return null;
            var outline = Rings.Outline();
            if (Rings.Points > 0 && Points is { } stated && stated != Rings.Points && stated != Rings.Points - Rings.Count)
                problems.Add(Line, "点数", $"写明 {stated} 个点，实际 {Rings.Points} 行（含闭合点 {Rings.Count} 个）。", $"{stated} points are stated, {Rings.Points} lines follow ({Rings.Count} of them closing points).");
            return outline is null ? null : new BoundaryOutline(Number, Name, Line, StatedHa, outline);
        }
    }
}
