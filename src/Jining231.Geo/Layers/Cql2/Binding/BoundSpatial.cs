using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.RelateNG;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>
/// Two geometries compared exactly in EPSG:4548, where edges are straight, by RelateNG (which takes collections as the
/// union of their parts). A literal is prepared once.
/// </summary>
internal sealed record BoundSpatial(SpatialOperator Operator, BoundNode Left, BoundNode Right) : BoundNode(ValueKind.Boolean)
{
    private readonly Lock _onePrepared = new();
    private RelateNG? _prepared;

    public override object? Evaluate(RowScope scope)
    {
        if (Left.Evaluate(scope) is not Geometry left || Right.Evaluate(scope) is not Geometry right)
            return null;
        if (Left is BoundConstant)
            return Truth(Relate(left, right, Predicate(Operator)));
        return Right is BoundConstant
            ? Truth(Relate(right, left, Predicate(Turned(Operator))))
            : Truth(RelateNG.Relate(left, right, Predicate(Operator)));
    }

    /// <summary>The prepared geometry keeps what it has worked out, and is not safe for concurrent use.</summary>
    private bool Relate(Geometry constant, Geometry other, TopologyPredicate predicate)
    {
        lock (_onePrepared)
            return (_prepared ??= RelateNG.Prepare(constant)).Evaluate(other, predicate);
    }

    private static SpatialOperator Turned(SpatialOperator value) => value switch
    {
        SpatialOperator.Within => SpatialOperator.Contains,
        SpatialOperator.Contains => SpatialOperator.Within,
        _ => value,
    };

    private static TopologyPredicate Predicate(SpatialOperator value) => value switch
    {
        SpatialOperator.Intersects => RelatePredicate.Intersects(),
        SpatialOperator.Equals => RelatePredicate.EqualsTopologically(),
        SpatialOperator.Disjoint => RelatePredicate.Disjoint(),
        SpatialOperator.Touches => RelatePredicate.Touches(),
        SpatialOperator.Within => RelatePredicate.Within(),
        SpatialOperator.Overlaps => RelatePredicate.Overlaps(),
        SpatialOperator.Crosses => RelatePredicate.Crosses(),
        _ => RelatePredicate.Contains(),
    };
}
