using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Exchange.BoundaryPoints;

/// <summary>What is wrong with a 界址点 TXT, each with line and field; the first few are enough to repair it.</summary>
/// <param name="at">Where the text stands in the request; opens the field of every problem.</param>
internal sealed class BoundaryProblems(string at)
{
    private const int Most = 20;

    private readonly List<GeoProblem> _problems = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>True once something is wrong.</summary>
    public bool Any => _problems.Count > 0;

    /// <summary>True once no more is told.</summary>
    public bool Full => _problems.Count >= Most;

    /// <summary>True the first time: what runs through the whole file is told where it begins, not on every line.</summary>
    public bool IsFirst(string kind) => _told.Add(kind);

    /// <summary>A value that cannot be read.</summary>
    public void Add(int line, string field, string zh, string en, params string[] allowed) => Add(ProblemCode.InvalidValue, line, field, zh, en, allowed);

    /// <summary>A broken outline.</summary>
    public void AddBroken(int line, string field, string zh, string en) => Add(ProblemCode.InvalidGeometry, line, field, zh, en);

    /// <summary>A point that is not in the city (degrees).</summary>
    public void AddOutside(int line, double lon, double lat)
    {
        if (IsFirst("outside"))
            Add(ProblemCode.OutsideCrs, line, "X", GeometryProblems.Format($"该点（经度 {lon:0.000000}，纬度 {lat:0.000000}）不在济宁市范围内。"),
                GeometryProblems.Format($"The point (longitude {lon:0.000000}, latitude {lat:0.000000}) is not in Jining."));
    }

    /// <summary>Over a bound.</summary>
    public GeoProblemException TooLarge(string zh, string en) => new(new GeoProblem(ProblemCode.TooLarge, zh, en) { Field = at });

    /// <summary>Something that concerns the whole text.</summary>
    public GeoProblemException Whole(string zh, string en) => new(new GeoProblem(ProblemCode.InvalidValue, zh, en) { Field = at });

    /// <summary>Raises what was found, if anything was.</summary>
    public void Raise()
    {
        if (_problems.Count > 0)
            throw new GeoProblemException([.. _problems]);
    }

    private void Add(ProblemCode code, int line, string field, string zh, string en, params string[] allowed)
    {
        if (!Full)
            _problems.Add(new GeoProblem(code, $"第 {line} 行“{field}”：{zh}", $"Line {line}, {field}: {en}") { Field = $"{at}/{line}/{field}", Allowed = allowed });
    }
}
