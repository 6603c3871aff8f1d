using System.Globalization;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>A value known beforehand; null is a null of that type.</summary>
internal sealed record BoundConstant(ValueKind Kind, object? Value) : BoundNode(Kind)
{
    /// <summary>For a geometry: its envelope in EPSG:4490 (x = longitude), edges followed; empty if the geometry is.</summary>
    public Envelope? Reach { get; init; }

    public override object? Evaluate(RowScope scope) => Value;
}

/// <summary>A field, <c>id</c> (index -1) or the geometry.</summary>
internal sealed record BoundProperty(ValueKind Kind, string Name, int Index) : BoundNode(Kind)
{
    public override object? Evaluate(RowScope scope)
    {
        if (Kind == ValueKind.Geometry)
            return scope.Plane;
        if (Index < 0)
            return scope.Row.Id;
        var value = scope.Row.Values[Index];
        return (Kind, value) switch
        {
            (ValueKind.Integer, int i) => (long)i,
            (ValueKind.Real, int or long) => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            _ => value,
        };
    }
}

/// <summary>An integer as double.</summary>
internal sealed record BoundReal(BoundNode Operand) : BoundNode(ValueKind.Real)
{
    public override object? Evaluate(RowScope scope) => Operand.Evaluate(scope) is long value ? (double)value : null;
}

/// <summary>The UTC day of a timestamp.</summary>
internal sealed record BoundDay(BoundNode Operand) : BoundNode(ValueKind.Date)
{
    public override object? Evaluate(RowScope scope) =>
        Operand.Evaluate(scope) is DateTimeOffset value ? DateOnly.FromDateTime(value.UtcDateTime) : null;
}

/// <summary>A text folded.</summary>
internal sealed record BoundFold(TextFold Fold, BoundNode Operand) : BoundNode(ValueKind.Text)
{
    public override object? Evaluate(RowScope scope) => Operand.Evaluate(scope) is string text ? TextFolding.Apply(Fold, text) : null;
}

/// <summary>A calculation in double precision; what gives no finite number (a division by zero, say) is null.</summary>
internal sealed record BoundArithmetic(ArithmeticOperator Operator, BoundNode Left, BoundNode Right) : BoundNode(ValueKind.Real)
{
    public override object? Evaluate(RowScope scope)
    {
        if (Left.Evaluate(scope) is not double a || Right.Evaluate(scope) is not double b)
            return null;
        var result = Operator switch
        {
            ArithmeticOperator.Add => a + b,
            ArithmeticOperator.Subtract => a - b,
            ArithmeticOperator.Multiply => a * b,
            ArithmeticOperator.Divide => a / b,
            ArithmeticOperator.Modulo => a % b,
            ArithmeticOperator.IntegerDivide => Math.Truncate(a / b),
            _ => Math.Pow(a, b),
        };
        return double.IsFinite(result) ? result : null;
    }
}

/// <summary>A list of values that are not all known beforehand; null if one of them is.</summary>
internal sealed record BoundArray(IReadOnlyList<BoundNode> Items) : BoundNode(ValueKind.Array)
{
    public override object? Evaluate(RowScope scope)
    {
        var values = new object[Items.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (Items[i].Evaluate(scope) is not { } value)
                return null;
            values[i] = value;
        }

        return values;
    }
}
