using Jining231.Geo.Spatial;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>Gives an expression its meaning for one layer: names, types and literals. What has no property in it is computed here.</summary>
internal sealed class FilterBinder
{
    private static readonly RowScope NoRow = new(null);

    private readonly LayerDef _layer;
    private readonly BindingProblems _problems;
    private readonly ShapeBinder _shapes;
    private readonly TemporalBinder _temporal;

    public FilterBinder(FilterSource source, LayerDef layer, Crs crs)
    {
        _layer = layer;
        _problems = new BindingProblems(source, layer);
        _shapes = new ShapeBinder(_problems, crs);
        _temporal = new TemporalBinder(_problems, Value);
    }

    /// <summary>An expression that is true, false or unknown.</summary>
    public BoundNode Predicate(FilterNode node) => OfKind(node, ValueKind.Boolean);

    private BoundNode OfKind(FilterNode node, ValueKind kind)
    {
        var bound = Value(node);
        return bound.Kind == kind ? bound : throw _problems.WrongKind(node.Place, bound, kind);
    }

    private BoundNode Value(FilterNode node) => node switch
    {
        TextLiteral n => new BoundConstant(ValueKind.Text, n.Value),
        IntegerLiteral n => new BoundConstant(ValueKind.Integer, n.Value),
        RealLiteral n => new BoundConstant(ValueKind.Real, n.Value),
        BooleanLiteral n => new BoundConstant(ValueKind.Boolean, n.Value),
        DateLiteral n => new BoundConstant(ValueKind.Date, n.Value),
        TimestampLiteral n => new BoundConstant(ValueKind.Timestamp, n.Value),
        PropertyNode n => Queryables.Find(_layer, n.Name) ?? throw _problems.UnknownProperty(n),
        FunctionNode n => throw _problems.UnknownFunction(n),
        GeometryLiteral n => _shapes.Bind(n),
        BboxLiteral n => _shapes.Bind(n),
        ArrayNode n => Array(n),
        AndNode n => Logic(true, n.Items),
        OrNode n => Logic(false, n.Items),
        NotNode n => Folded(new BoundNot(Predicate(n.Operand))),
        ComparisonNode n => Comparison(n.Operator, Value(n.Left), Value(n.Right), n.Place),
        BetweenNode n => Between(n),
        InNode n => In(n),
        LikeNode n => Like(n),
        IsNullNode n => Folded(new BoundIsNull(Value(n.Operand))),
        FoldNode n => Folded(new BoundFold(n.Fold, OfKind(n.Operand, ValueKind.Text))),
        ArithmeticNode n => Folded(new BoundArithmetic(n.Operator, Number(n.Left), Number(n.Right))),
        SpatialNode n => Folded(new BoundSpatial(n.Operator, OfKind(n.Left, ValueKind.Geometry), OfKind(n.Right, ValueKind.Geometry))),
        TemporalNode n => _temporal.Bind(n),
        ArraySetNode n => ArraySet(n),
        _ => throw _problems.WrongKind(node.Place, "区间", "an interval", ValueKind.Date, ValueKind.Timestamp, ValueKind.Text, ValueKind.Real),
    };

    private BoundNode Logic(bool isAnd, NodeList items) => Folded(new BoundLogic(isAnd, [.. items.Select(Predicate)]));

    private BoundNode Number(FilterNode node)
    {
        var bound = Value(node);
        return bound.Kind is ValueKind.Integer or ValueKind.Real ? Kinds.ToReal(bound) : throw _problems.WrongKind(node.Place, bound, ValueKind.Real);
    }

    private BoundNode Comparison(ComparisonOperator op, BoundNode left, BoundNode right, FilterPlace at)
    {
        if (Kinds.Common(left.Kind, right.Kind) is not { } common || common is ValueKind.Array or ValueKind.Geometry)
            throw _problems.Mismatch(at, left, right);
        (left, right) = Kinds.Align(left, right, common);
        return Folded(new BoundComparison(op, left, right));
    }

    private BoundNode Between(BetweenNode node)
    {
        var operand = Value(node.Operand);
        return Folded(new BoundLogic(true, [
            Comparison(ComparisonOperator.GreaterOrEqual, operand, Value(node.Low), node.Low.Place),
            Comparison(ComparisonOperator.LessOrEqual, operand, Value(node.High), node.High.Place)]));
    }

    /// <summary>All items get the type that holds them and the operand.</summary>
    private BoundNode In(InNode node)
    {
        var operand = Value(node.Operand);
        var items = node.Items.Select(Value).ToArray();
        var kind = operand.Kind;
        for (var i = 0; i < items.Length; i++)
            kind = Kinds.Common(kind, items[i].Kind) is { } common and not (ValueKind.Array or ValueKind.Geometry)
                ? common
                : throw _problems.Mismatch(node.Items[i].Place, operand, items[i]);
        return Folded(new BoundIn(Kinds.To(operand, kind), [.. items.Select(i => Kinds.To(i, kind))]));
    }

    private BoundNode Like(LikeNode node)
    {
        var operand = OfKind(node.Operand, ValueKind.Text);
        if (OfKind(node.Pattern, ValueKind.Text) is not BoundConstant { Value: string pattern })
            throw _problems.Problem(ProblemCode.InvalidValue, node.Pattern.Place, "LIKE 的模式必须是文本常量。", "The pattern of LIKE must be a character literal.", "'abc%'");
        if (pattern.Length > FilterLimits.MaxPattern)
            throw _problems.TooLarge(node.Pattern.Place, "LIKE 模式字符数", "characters in a LIKE pattern", FilterLimits.MaxPattern);
        return Folded(new BoundLike(operand, new LikePattern(pattern)));
    }

    private BoundNode Array(ArrayNode node)
    {
        var items = node.Items.Select(Value).ToArray();
        for (var i = 0; i < items.Length; i++)
            if (items[i].Kind is ValueKind.Array or ValueKind.Geometry || Kinds.Common(items[0].Kind, items[i].Kind) is null)
                throw _problems.Mismatch(node.Items[i].Place, items[0], items[i]);
        var kind = items.Aggregate(items.Length > 0 ? items[0].Kind : ValueKind.Text, (k, i) => Kinds.Common(k, i.Kind)!.Value);
        return Folded(new BoundArray([.. items.Select(i => Kinds.To(i, kind))]));
    }

    /// <summary>List fields hold texts: what is compared with them must, too.</summary>
    private BoundNode ArraySet(ArraySetNode node)
    {
        BoundNode left = OfKind(node.Left, ValueKind.Array), right = OfKind(node.Right, ValueKind.Array);
        Texts(node.Left, right);
        Texts(node.Right, left);
        return Folded(new BoundArrayTest(node.Operator, left, right));
    }

    private void Texts(FilterNode literal, BoundNode other)
    {
        if (other is not BoundProperty || literal is not ArrayNode array)
            return;
        foreach (var item in array.Items)
            OfKind(item, ValueKind.Text);
    }

    /// <summary>A node whose operands are all known is known itself.</summary>
    internal static BoundNode Folded(BoundNode node) =>
        BoundTree.Children(node).All(c => c is BoundConstant) ? new BoundConstant(node.Kind, node.Evaluate(NoRow)) : node;
}
