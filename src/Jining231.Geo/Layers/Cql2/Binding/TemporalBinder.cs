using static Jining231.Geo.Layers.Cql2.ComparisonOperator;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>
/// Writes T_… out as comparisons of begins and ends (OWL-Time; an instant begins and ends at once, both ends of an interval
/// belong to it), so that every evaluator that compares can evaluate them. Where one of the ends is a date, all of them are
/// taken as UTC days. An end that has no value is unknown, not open: what holds whatever it may be, holds.
/// </summary>
internal sealed class TemporalBinder(BindingProblems problems, Func<FilterNode, BoundNode> value)
{
    private enum Side
    {
        Start1,
        End1,
        Start2,
        End2,
    }

    private static readonly Dictionary<TemporalOperator, (Side Left, ComparisonOperator Operator, Side Right)[]> Meanings = new()
    {
        [TemporalOperator.After] = [(Side.Start1, Greater, Side.End2)],
        [TemporalOperator.Before] = [(Side.End1, Less, Side.Start2)],
        [TemporalOperator.Contains] = [(Side.Start1, Less, Side.Start2), (Side.End1, Greater, Side.End2)],
        [TemporalOperator.During] = [(Side.Start1, Greater, Side.Start2), (Side.End1, Less, Side.End2)],
        [TemporalOperator.Equals] = [(Side.Start1, Equal, Side.Start2), (Side.End1, Equal, Side.End2)],
        [TemporalOperator.FinishedBy] = [(Side.Start1, Less, Side.Start2), (Side.End1, Equal, Side.End2)],
        [TemporalOperator.Finishes] = [(Side.Start1, Greater, Side.Start2), (Side.End1, Equal, Side.End2)],
        [TemporalOperator.Intersects] = [(Side.Start1, LessOrEqual, Side.End2), (Side.End1, GreaterOrEqual, Side.Start2)],
        [TemporalOperator.Meets] = [(Side.End1, Equal, Side.Start2)],
        [TemporalOperator.MetBy] = [(Side.Start1, Equal, Side.End2)],
        [TemporalOperator.OverlappedBy] = [(Side.Start1, Greater, Side.Start2), (Side.Start1, Less, Side.End2), (Side.End1, Greater, Side.End2)],
        [TemporalOperator.Overlaps] = [(Side.Start1, Less, Side.Start2), (Side.End1, Greater, Side.Start2), (Side.End1, Less, Side.End2)],
        [TemporalOperator.StartedBy] = [(Side.Start1, Equal, Side.Start2), (Side.End1, Greater, Side.End2)],
        [TemporalOperator.Starts] = [(Side.Start1, Equal, Side.Start2), (Side.End1, Less, Side.End2)],
    };

    public BoundNode Bind(TemporalNode node)
    {
        if (node.Operator == TemporalOperator.Disjoint)
            return FilterBinder.Folded(new BoundNot(Bind(node with { Operator = TemporalOperator.Intersects })));
        var (start1, end1) = Ends(node.Left, node.Operator);
        var (start2, end2) = Ends(node.Right, node.Operator);
        End[] ends = [start1, end1, start2, end2];
        if (ends.Any(e => e.Value?.Kind == ValueKind.Date))
            ends = [.. ends.Select(e => e.Value is { } v ? e with { Value = Kinds.To(v, ValueKind.Date) } : e)];
        var conditions = Meanings[node.Operator].Select(m => Compare(ends[(int)m.Left], m.Operator, ends[(int)m.Right])).ToArray();
        return FilterBinder.Folded(conditions.Length == 1 ? conditions[0] : new BoundLogic(true, conditions));
    }

    private (End Start, End Finish) Ends(FilterNode node, TemporalOperator op)
    {
        if (node is not IntervalNode interval)
        {
            if (!AllowsInstants(op))
                throw problems.Problem(ProblemCode.InvalidValue, node.Place, "这个时间函数只比较区间 INTERVAL(…)。",
                    "This temporal function compares intervals only.", "INTERVAL('2026-01-01', '2026-12-31')");
            var instant = new End(Instant(node), 0);
            return (instant, instant);
        }

        var start = interval.Start is OpenEnd ? new End(null, -1) : new End(Instant(interval.Start), 0);
        var end = interval.End is OpenEnd ? new End(null, 1) : new End(Instant(interval.End), 0);
        if (Compare(start, Greater, end) is BoundConstant { Value: true })
            throw problems.Problem(ProblemCode.OutOfRange, node.Place, "区间的开始晚于结束。", "The interval begins after its end.", "start ≤ end");
        return (start, end);
    }

    private BoundNode Instant(FilterNode node)
    {
        var bound = value(node);
        return bound.Kind is ValueKind.Date or ValueKind.Timestamp
            ? bound
            : throw problems.WrongKind(node.Place, bound, ValueKind.Date, ValueKind.Timestamp);
    }

    private static bool AllowsInstants(TemporalOperator op) => op
        is TemporalOperator.After or TemporalOperator.Before or TemporalOperator.Disjoint or TemporalOperator.Equals or TemporalOperator.Intersects;

    /// <summary>An open end is before or after every instant and equals another open end of its side; an instant without value stays unknown.</summary>
    private static BoundNode Compare(End left, ComparisonOperator op, End right)
    {
        if (left.Value is { } a && right.Value is { } b)
        {
            var kind = Kinds.Common(a.Kind, b.Kind)!.Value;
            return FilterBinder.Folded(new BoundComparison(op, Kinds.To(a, kind), Kinds.To(b, kind)));
        }

        var order = left.Infinity.CompareTo(right.Infinity);
        var truth = op switch
        {
            Equal => order == 0,
            Less => order < 0,
            Greater => order > 0,
            LessOrEqual => order <= 0,
            _ => order >= 0,
        };
        return (left.Value ?? right.Value) is { } known
            ? FilterBinder.Folded(new BoundComparison(truth ? Equal : NotEqual, known, known))
            : new BoundConstant(ValueKind.Boolean, truth);
    }

    /// <summary>One end: an instant, or open towards the past (-1) or the future (1).</summary>
    private readonly record struct End(BoundNode? Value, int Infinity);
}
