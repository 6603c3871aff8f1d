namespace Jining231.Geo.Layers.Cql2;

/// <summary>Which types meet, and how.</summary>
internal static class Kinds
{
    /// <summary>From here on neighbouring doubles are whole numbers apart.</summary>
    private const double ExactIntegers = 9007199254740992;

    /// <summary>The type in which two values are compared, or null if they are not.</summary>
    public static ValueKind? Common(ValueKind left, ValueKind right) => (left, right) switch
    {
        _ when left == right => left,
        (ValueKind.Integer, ValueKind.Real) or (ValueKind.Real, ValueKind.Integer) => ValueKind.Real,
        (ValueKind.Date, ValueKind.Timestamp) or (ValueKind.Timestamp, ValueKind.Date) => ValueKind.Date,
        _ => null,
    };

    /// <summary>Both in their common type. An integer property meets a constant such as 1000.0 as integer, so that indexes serve.</summary>
    public static (BoundNode Left, BoundNode Right) Align(BoundNode left, BoundNode right, ValueKind common)
    {
        if (left.Kind == ValueKind.Integer && WholeOf(right) is { } r)
            return (left, r);
        if (right.Kind == ValueKind.Integer && WholeOf(left) is { } l)
            return (l, right);
        return (To(left, common), To(right, common));
    }

    /// <summary>The value in another type that <see cref="Common"/> has named.</summary>
    public static BoundNode To(BoundNode node, ValueKind kind) => (node.Kind, kind) switch
    {
        (ValueKind.Integer, ValueKind.Real) => ToReal(node),
        (ValueKind.Timestamp, ValueKind.Date) => FilterBinder.Folded(new BoundDay(node)),
        _ => node,
    };

    /// <summary>A number as double.</summary>
    public static BoundNode ToReal(BoundNode node) => node.Kind == ValueKind.Real ? node : FilterBinder.Folded(new BoundReal(node));

    private static BoundConstant? WholeOf(BoundNode node) =>
        node is BoundConstant { Value: double value } && Math.Abs(value) < ExactIntegers && value == Math.Truncate(value)
            ? new BoundConstant(ValueKind.Integer, (long)value)
            : null;
}
