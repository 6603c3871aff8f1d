using System.Collections;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>All items (or at least one) hold, in three-valued logic.</summary>
internal sealed record BoundLogic(bool IsAnd, IReadOnlyList<BoundNode> Items) : BoundNode(ValueKind.Boolean)
{
    public override object? Evaluate(RowScope scope)
    {
        object? result = Truth(IsAnd);
        foreach (var item in Items)
        {
            if (item.Evaluate(scope) is not bool value)
                result = null;
            else if (value != IsAnd)
                return Truth(value);
        }

        return result;
    }
}

/// <summary>The opposite.</summary>
internal sealed record BoundNot(BoundNode Operand) : BoundNode(ValueKind.Boolean)
{
    public override object? Evaluate(RowScope scope) => Operand.Evaluate(scope) is bool value ? Truth(!value) : null;
}

/// <summary>Two values of one type; unknown if one is null.</summary>
internal sealed record BoundComparison(ComparisonOperator Operator, BoundNode Left, BoundNode Right) : BoundNode(ValueKind.Boolean)
{
    public override object? Evaluate(RowScope scope)
    {
        if (Left.Evaluate(scope) is not { } left || Right.Evaluate(scope) is not { } right)
            return null;
        var order = Ordering.Compare(left, right);
        return Truth(Operator switch
        {
            ComparisonOperator.Equal => order == 0,
            ComparisonOperator.NotEqual => order != 0,
            ComparisonOperator.Less => order < 0,
            ComparisonOperator.Greater => order > 0,
            ComparisonOperator.LessOrEqual => order <= 0,
            _ => order >= 0,
        });
    }
}

/// <summary>A text against a pattern.</summary>
internal sealed record BoundLike(BoundNode Operand, LikePattern Pattern) : BoundNode(ValueKind.Boolean)
{
    public override object? Evaluate(RowScope scope) => Operand.Evaluate(scope) is string text ? Truth(Pattern.Matches(text)) : null;
}

/// <summary>Equal to one of the items; unknown if to none, but one of them (or the operand) is null.</summary>
internal sealed record BoundIn(BoundNode Operand, IReadOnlyList<BoundNode> Items) : BoundNode(ValueKind.Boolean)
{
    public override object? Evaluate(RowScope scope)
    {
        if (Operand.Evaluate(scope) is not { } value)
            return null;
        var unknown = false;
        foreach (var item in Items)
        {
            if (item.Evaluate(scope) is not { } other)
                unknown = true;
            else if (Ordering.Compare(value, other) == 0)
                return True;
        }

        return unknown ? null : False;
    }
}

/// <summary>Has no value; for a predicate: is unknown.</summary>
internal sealed record BoundIsNull(BoundNode Operand) : BoundNode(ValueKind.Boolean)
{
    public override object? Evaluate(RowScope scope) => Truth(Operand is BoundProperty { Kind: ValueKind.Geometry }
        ? scope.Row.Wkb is null
        : Operand.Evaluate(scope) is null);
}

/// <summary>Two lists compared as sets; a null inside a list equals nothing.</summary>
internal sealed record BoundArrayTest(ArrayOperator Operator, BoundNode Left, BoundNode Right) : BoundNode(ValueKind.Boolean)
{
    public override object? Evaluate(RowScope scope)
    {
        if (Left.Evaluate(scope) is not IEnumerable left || Right.Evaluate(scope) is not IEnumerable right)
            return null;
        return Truth(Operator switch
        {
            ArrayOperator.Equals => Covers(left, right) && Covers(right, left),
            ArrayOperator.Contains => Covers(left, right),
            ArrayOperator.ContainedBy => Covers(right, left),
            _ => right.Cast<object?>().Any(v => Holds(left, v)),
        });
    }

    private static bool Covers(IEnumerable set, IEnumerable part) => part.Cast<object?>().All(v => Holds(set, v));

    private static bool Holds(IEnumerable set, object? value) =>
        value is not null && set.Cast<object?>().Any(v => v is not null && Ordering.Compare(v, value) == 0);
}
