using System.Collections.Frozen;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>Reads geometries and boxes of the text encoding: WKT without EMPTY, with or without Z.</summary>
internal sealed class WktReader(TokenStream tokens, FilterSource source, FilterBudget budget)
{
    private static readonly FrozenDictionary<string, string> Types =
        LiteralGeometry.Types.ToFrozenDictionary(t => t, t => t, StringComparer.OrdinalIgnoreCase);

    private readonly LiteralGeometry _make = new(source);

    /// <summary>True if a geometry starts at this token.</summary>
    public bool IsHere() => tokens.Current.Kind == TokenKind.Name && Types.ContainsKey(tokens.Current.Text)
        && (tokens.Following.Is("(") || tokens.Following.IsWord("Z") || tokens.Following.IsWord("EMPTY"));

    /// <summary>The geometry that starts here.</summary>
    public Geometry Read()
    {
        var type = Types.GetValueOrDefault(tokens.Current.Kind == TokenKind.Name ? tokens.Current.Text : "") ?? throw tokens.Unexpected(LiteralGeometry.Types[..6]);
        tokens.Take();
        tokens.TryTakeWord("Z");
        if (tokens.Current.IsWord("EMPTY"))
            throw source.Problem(ProblemCode.InvalidGeometry, tokens.Current.Place, "几何不能为空。", "A geometry must not be empty.");
        return type switch
        {
            "Point" => ReadPoint(),
            "LineString" => ReadLine(),
            "Polygon" => ReadPolygon(),
            "MultiPoint" => LiteralGeometry.Many(type, List<Geometry>(() => tokens.Current.Is("(") ? ReadPoint() : LiteralGeometry.Point(ReadPosition()))),
            "MultiLineString" => LiteralGeometry.Many(type, List<Geometry>(ReadLine)),
            "MultiPolygon" => LiteralGeometry.Many(type, List<Geometry>(ReadPolygon)),
            _ => LiteralGeometry.Many(type, List(ReadMember)),
        };
    }

    /// <summary>(n, n, n, n) or with heights (n, n, h, n, n, h), after the word BBOX.</summary>
    public FilterNode ReadBbox(FilterPlace at) => _make.Bbox(List(tokens.ExpectNumber), at);

    private Geometry ReadMember() => tokens.Current.IsWord("GEOMETRYCOLLECTION")
        ? throw tokens.Unexpected(LiteralGeometry.Types[..6])
        : Read();

    private Point ReadPoint()
    {
        tokens.Expect("(");
        var position = ReadPosition();
        tokens.Expect(")");
        return LiteralGeometry.Point(position);
    }

    private LineString ReadLine()
    {
        var at = tokens.Current.Place;
        return _make.Line(List(ReadPosition), at);
    }

    private Polygon ReadPolygon() => LiteralGeometry.Polygon(List(() =>
    {
        var at = tokens.Current.Place;
        return _make.Ring(List(ReadPosition), at);
    }));

    private Coordinate ReadPosition()
    {
        budget.Vertex(tokens.Current.Place);
        var position = new Coordinate(tokens.ExpectNumber(), tokens.ExpectNumber());
        if (!tokens.Current.Is(",") && !tokens.Current.Is(")"))
            tokens.ExpectNumber();
        return position;
    }

    private List<T> List<T>(Func<T> read)
    {
        tokens.Expect("(");
        var parts = new List<T>();
        do
        {
            parts.Add(read());
        }
        while (tokens.TryTake(","));
        tokens.Expect(")");
        return parts;
    }
}
