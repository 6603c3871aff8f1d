using System.Globalization;
using CsCheck;
using Jining231.Geo.Layers;
using Jining231.Geo.Layers.Cql2;

namespace Jining231.Geo.Tests.Shared.Cql2;

/// <summary>Random filters that fit a layer of the golden suite, with literals near its values, so that they select something.</summary>
public static class RandomFilters
{
    private static readonly string[] Texts =
        ["370811", "chemical", "", "a", "Straße 1", "STRASSE 2", "straße 1", "Beyoncé", "BEYONCE", "～园", "𠀀园", "T1", "river", "it's [x]*?", "100%_园\\区", "new-materials", "Ab"];

    private static readonly string[] Patterns =
        ["%", "_", "", "%e%", "S%", "%园", "_园%", "100\\%%", "%[x]*?", "%\\\\%", "s%1", "%_%", "a%b%c%d", "\\", "T_", "%𠀀%"];

    private static readonly string[] Days = ["2020-01-01", "2025-06-15", "2026-01-01", "2026-03-01", "2026-06-30", "2030-01-01"];

    private static readonly string[] Instants =
        ["2025-12-31T23:59:59.999Z", "2026-01-01T00:00:00Z", "2026-02-01T08:00:00Z", "2026-03-01T15:30:00.5Z", "2026-06-30T00:00:00Z", "2027-01-01T00:00:00Z"];

    private static readonly string[] Shapes =
    [
        "POINT(116.503 35.303)", "POINT(116.51 35.305)", "BBOX(116.5,35.3,116.51,35.31)", "BBOX(116.505,35.303,116.6,35.4)", "BBOX(-180,-90,180,90)", "BBOX(0,0,1,1)",
        "POLYGON((116.50 35.30,116.51 35.30,116.51 35.31,116.50 35.31,116.50 35.30))", "POLYGON((116.4 35.2,116.6 35.2,116.6 35.4,116.4 35.2))",
        "LINESTRING(116.4 35.2,116.8 35.6)", "LINESTRING(116.51 35.3,116.51 35.31)", "MULTIPOINT((116.503 35.303),(116.705 35.505))",
        "GEOMETRYCOLLECTION(POINT(116.705 35.505),LINESTRING(116.4 35.205,116.6 35.205))",
    ];

    private static readonly Gen<string> Comparison = Gen.OneOfConst("=", "<>", "<", ">", "<=", ">=");

    /// <summary>A filter as text.</summary>
    public static Gen<string> Of(LayerDef layer, int depth)
    {
        var leaves = new List<Gen<string>> { Gen.OneOfConst("TRUE", "FALSE") };
        var texts = Operand(layer, FieldType.Text, Texts.Select(Quote));
        leaves.Add(Gen.Select(texts, Comparison, texts, (a, o, b) => $"{a} {o} {b}"));
        leaves.Add(Gen.Select(texts, Gen.OneOfConst("", "NOT "), Gen.OneOfConst(Patterns), (a, n, p) => $"{a} {n}LIKE {Quote(p)}"));
        leaves.Add(Gen.Select(texts, Gen.OneOfConst("CASEI", "ACCENTI"), Comparison, texts, (a, f, o, b) => $"{f}({a}) {o} {f}({b})"));
        leaves.Add(Gen.Select(texts, Gen.OneOfConst("", "NOT "), texts.List[1, 4], (a, n, b) => $"{a} {n}IN ({string.Join(", ", b)})"));
        leaves.Add(Gen.Select(Gen.OneOfConst([.. Queryables.Names(layer)]), Gen.OneOfConst("", "NOT "), (p, n) => $"{p} IS {n}NULL"));
        AddNumbers(layer, leaves);
        AddTimes(layer, leaves);
        if (Fields(layer, FieldType.Boolean) is { Length: > 0 } flags)
            leaves.Add(Gen.Select(Gen.OneOfConst(flags), Gen.OneOfConst("", " = TRUE", " <> FALSE", " < TRUE"), (p, t) => p + t));
        if (Fields(layer, FieldType.TextArray) is { Length: > 0 } lists)
            AddArrays(lists, leaves);
        if (layer.Geometry != GeometryKind.None)
            leaves.Add(Gen.Select(
                Gen.OneOfConst("INTERSECTS", "EQUALS", "DISJOINT", "TOUCHES", "WITHIN", "OVERLAPS", "CROSSES", "CONTAINS"), Gen.OneOfConst(Shapes), Gen.Bool,
                (o, s, turned) => turned ? $"S_{o}({s}, geometry)" : $"S_{o}(geometry, {s})"));
        return Logic(Gen.OneOf([.. leaves]), depth);
    }

    private static Gen<string> Logic(Gen<string> leaf, int depth)
    {
        if (depth == 0)
            return leaf;
        var inner = Logic(leaf, depth - 1);
        return Gen.OneOf(
            leaf, inner.Select(a => $"NOT ({a})"), inner.Select(a => $"({a}) IS NULL"),
            Gen.Select(inner, inner, (a, b) => $"({a}) AND ({b})"), Gen.Select(inner, inner, (a, b) => $"({a}) OR ({b})"),
            Gen.Select(inner, inner, inner, (a, b, c) => $"({a}) OR ({b}) AND ({c})"), Gen.Select(inner, Comparison, inner, (a, o, b) => $"({a}) {o} ({b})"));
    }

    private static void AddNumbers(LayerDef layer, List<Gen<string>> leaves)
    {
        var names = Fields(layer, FieldType.Integer).Concat(Fields(layer, FieldType.Real)).ToArray();
        if (names.Length == 0)
            return;
        var number = Gen.OneOf(
            Gen.OneOfConst(names), Gen.OneOfConst(names), Gen.OneOfConst("0", "1", "3", "7", "10", "2.5", "-3.75", "100", "2025", "9007199254740992", "9007199254740993", "1e15", "1e300", "0.1"),
            Gen.Int[-5, 2030].Select(i => i.ToString(CultureInfo.InvariantCulture)));
        var sum = Gen.OneOf(number, number, Gen.Select(number, Gen.OneOfConst("+", "-", "*", "/", "%", "div", "^"), number, (a, o, b) => $"({a} {o} {b})"));
        leaves.Add(Gen.Select(sum, Comparison, sum, (a, o, b) => $"{a} {o} {b}"));
        leaves.Add(Gen.Select(Gen.OneOfConst(names), Comparison, number, (a, o, b) => $"{a} {o} {b}"));
        leaves.Add(Gen.Select(number, Gen.OneOfConst("", "NOT "), number, number, (a, n, b, c) => $"{a} {n}BETWEEN {b} AND {c}"));
        leaves.Add(Gen.Select(number, Gen.OneOfConst("", "NOT "), number.List[1, 4], (a, n, b) => $"{a} {n}IN ({string.Join(", ", b)})"));
    }

    private static void AddTimes(LayerDef layer, List<Gen<string>> leaves)
    {
        var names = Fields(layer, FieldType.Date).Concat(Fields(layer, FieldType.Timestamp)).ToArray();
        if (names.Length == 0)
            return;
        var time = Gen.OneOf(
            Gen.OneOfConst(names), Gen.OneOfConst(names), Gen.OneOfConst(Days).Select(d => $"DATE('{d}')"), Gen.OneOfConst(Instants).Select(t => $"TIMESTAMP('{t}')"));
        leaves.Add(Gen.Select(time, Comparison, time, (a, o, b) => $"{a} {o} {b}"));
        leaves.Add(Gen.Select(time, time.List[1, 3], (a, b) => $"{a} IN ({string.Join(", ", b)})"));
        var start = Gen.OneOf(Gen.OneOfConst(names), Gen.OneOfConst("'..'", "'2020-01-01'", "'2025-06-15'", "'2025-12-31T23:59:59.999Z'", "'2026-01-01T00:00:00Z'"));
        var end = Gen.OneOf(Gen.OneOfConst(names), Gen.OneOfConst("'..'", "'2026-03-01'", "'2026-06-30'", "'2026-06-30T00:00:00Z'", "'2030-01-01'"));
        var interval = Gen.Select(start, end, (a, b) => $"INTERVAL({a}, {b})");
        leaves.Add(Gen.Select(Gen.OneOfConst("AFTER", "BEFORE", "DISJOINT", "EQUALS", "INTERSECTS"), Gen.OneOf(time, interval), Gen.OneOf(time, interval), (o, a, b) => $"T_{o}({a}, {b})"));
        leaves.Add(Gen.Select(Gen.Enum<TemporalOperator>(), interval, interval, (o, a, b) => $"T_{o.ToString().ToUpperInvariant()}({a}, {b})"));
    }

    private static void AddArrays(string[] lists, List<Gen<string>> leaves)
    {
        var set = Gen.OneOf(
            Gen.OneOfConst(lists), Gen.OneOfConst("chemical", "new-materials", "new-energy", "a", "b").List[0, 3].Select(t => $"({string.Join(", ", t.Select(Quote))})"),
            Gen.Const("(id, 'a')"));
        leaves.Add(Gen.Select(Gen.OneOfConst("EQUALS", "CONTAINS", "CONTAINEDBY", "OVERLAPS"), set, set, (o, a, b) => $"A_{o}({a}, {b})"));
    }

    private static Gen<string> Operand(LayerDef layer, FieldType type, IEnumerable<string> literals)
    {
        string[] names = ["id", .. Fields(layer, type)];
        return Gen.OneOf(Gen.OneOfConst(names), Gen.OneOfConst(names), Gen.OneOfConst([.. literals]));
    }

    private static string[] Fields(LayerDef layer, FieldType type) => [.. layer.Fields.Where(f => f.Type == type).Select(f => f.Name)];

    private static string Quote(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
}
