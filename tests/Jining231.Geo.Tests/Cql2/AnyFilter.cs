using CsCheck;
using Jining231.Geo.Layers.Cql2;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Cql2;

/// <summary>Random expressions of every kind of node, whether they make sense or not.</summary>
internal static class AnyFilter
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOfConst("", "a'b", "\\", "\\%", "it''s", "\a\b\t\n\v\f\r", "留白", "𠀀", "é", "\"", "end\\", "x\\'y", "--", "/*"),
        Gen.String[Gen.Char.AlphaNumeric, 0, 8]);

    private static readonly Gen<string> Name = Gen.OneOfConst("name", "kind", "eo:cloud_cover", "名称", "and", "a b", "q\"q", "div", "_x.1", "Point", "日期2");

    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Double[-1e6, 1e6], Gen.OneOfConst(0, -0.0, 1e300, -1e300, 9.3e18, 0.1, 1e-300, 5, -7));

    private static readonly Gen<Coordinate> Position = Gen.Select(Gen.Double[-180, 180], Gen.Double[-90, 90], (x, y) => new Coordinate(x, y));

    private static readonly Gen<LineString> Line = Position.List[2, 5].Select(p => GeoFactory.Geographic.CreateLineString([.. p]));

    private static readonly Gen<Polygon> Polygon = Position.List[3, 5].List[1, 2].Select(rings =>
    {
        var made = rings.Select(r => GeoFactory.Geographic.CreateLinearRing([.. r, r[0].Copy()])).ToArray();
        return GeoFactory.Geographic.CreatePolygon(made[0], made[1..]);
    });

    private static readonly Gen<Point> Point = Position.Select(p => GeoFactory.Geographic.CreatePoint(p));

    private static readonly Gen<Geometry> Simple = Gen.OneOf(
        Point.Select(g => (Geometry)g), Line.Select(g => (Geometry)g), Polygon.Select(g => (Geometry)g),
        Point.Array[1, 3].Select(p => (Geometry)GeoFactory.Geographic.CreateMultiPoint(p)),
        Line.Array[1, 3].Select(p => (Geometry)GeoFactory.Geographic.CreateMultiLineString(p)),
        Polygon.Array[1, 3].Select(p => (Geometry)GeoFactory.Geographic.CreateMultiPolygon(p)));

    private static readonly Gen<FilterNode> Day = Gen.Date.Select(d => (FilterNode)new DateLiteral(DateOnly.FromDateTime(d)));

    private static readonly Gen<FilterNode> Instant = Gen.Long[-62135596800000, 253402300799999]
        .Select(ms => (FilterNode)new TimestampLiteral(DateTimeOffset.FromUnixTimeMilliseconds(ms)));

    private static readonly Gen<FilterNode> Property = Name.Select(n => (FilterNode)new PropertyNode(n));

    private static readonly Gen<FilterNode> End = Gen.OneOf(Day, Instant, Property, Gen.Const((FilterNode)new OpenEnd()));

    private static readonly Gen<FilterNode> Leaf = Gen.OneOf(
        Text.Select(t => (FilterNode)new TextLiteral(t)),
        Gen.Long.Select(v => (FilterNode)new IntegerLiteral(v)),
        Number.Select(v => Math.Abs(v) < 9.2e18 && v == Math.Truncate(v) ? new IntegerLiteral((long)v) : (FilterNode)new RealLiteral(v)),
        Gen.Bool.Select(b => (FilterNode)new BooleanLiteral(b)),
        Day,
        Instant,
        Property,
        Gen.Select(End, End, (a, b) => (FilterNode)new IntervalNode(a, b)),
        Gen.Select(Number, Number, Number, Number, (a, b, c, d) => (FilterNode)new BboxLiteral(a, b, c, d)),
        Simple.Select(g => (FilterNode)new GeometryLiteral(g)),
        Simple.Array[1, 3].Select(g => (FilterNode)new GeometryLiteral(GeoFactory.Geographic.CreateGeometryCollection(g))));

    /// <summary>An array of what may stand in an array of the text encoding.</summary>
    private static readonly Gen<FilterNode> Array = Gen.OneOf(
            Text.Select(t => (FilterNode)new TextLiteral(t)), Property, Day, Instant, Gen.Long.Select(v => (FilterNode)new IntegerLiteral(v)))
        .List[0, 4].Select(items => (FilterNode)new ArrayNode(new NodeList(items)));

    public static Gen<FilterNode> Node(int depth)
    {
        if (depth == 0)
            return Leaf;
        var inner = Node(depth - 1);
        var many = inner.List[2, 4].Select(n => new NodeList(n));
        var arrays = Gen.OneOf(Array, Property);
        return Gen.OneOf(
            Leaf,
            many.Select(n => (FilterNode)new AndNode(n)),
            many.Select(n => (FilterNode)new OrNode(n)),
            inner.Select(n => (FilterNode)new NotNode(n)),
            inner.Select(n => (FilterNode)new IsNullNode(n)),
            Gen.Select(Gen.Enum<ComparisonOperator>(), inner, inner, (o, a, b) => (FilterNode)new ComparisonNode(o, a, b)),
            Gen.Select(Gen.Enum<ArithmeticOperator>(), inner, inner, (o, a, b) => (FilterNode)new ArithmeticNode(o, a, b)),
            Gen.Select(inner, inner, (a, b) => (FilterNode)new LikeNode(a, b)),
            Gen.Select(inner, inner, inner, (a, b, c) => (FilterNode)new BetweenNode(a, b, c)),
            Gen.Select(inner, inner.List[1, 3], (a, b) => (FilterNode)new InNode(a, new NodeList(b))),
            Gen.Select(Gen.Enum<TextFold>(), inner, (o, a) => (FilterNode)new FoldNode(o, a)),
            Gen.Select(Gen.Enum<SpatialOperator>(), inner, inner, (o, a, b) => (FilterNode)new SpatialNode(o, a, b)),
            Gen.Select(Gen.Enum<TemporalOperator>(), inner, inner, (o, a, b) => (FilterNode)new TemporalNode(o, a, b)),
            Gen.Select(Gen.Enum<ArrayOperator>(), arrays, arrays, (o, a, b) => (FilterNode)new ArraySetNode(o, a, b)),
            Gen.Select(Gen.OneOfConst("Buffer", "my:fn", "Größe"), inner.List[0, 3], (n, a) => (FilterNode)new FunctionNode(n, new NodeList(a))));
    }
}
