namespace Jining231.Geo.Layers.Cql2;

/// <summary>All hold.</summary>
public sealed record AndNode(NodeList Items) : FilterNode;

/// <summary>At least one holds.</summary>
public sealed record OrNode(NodeList Items) : FilterNode;

/// <summary>The opposite; unknown stays unknown.</summary>
public sealed record NotNode(FilterNode Operand) : FilterNode;

/// <summary>Two scalars compared.</summary>
public sealed record ComparisonNode(ComparisonOperator Operator, FilterNode Left, FilterNode Right) : FilterNode;

/// <summary>A text against a pattern: % any characters, _ one code point, \ takes the next character as it is.</summary>
public sealed record LikeNode(FilterNode Operand, FilterNode Pattern) : FilterNode;

/// <summary>low ≤ operand ≤ high.</summary>
public sealed record BetweenNode(FilterNode Operand, FilterNode Low, FilterNode High) : FilterNode;

/// <summary>Equal to one of the items.</summary>
public sealed record InNode(FilterNode Operand, NodeList Items) : FilterNode;

/// <summary>Has no value.</summary>
public sealed record IsNullNode(FilterNode Operand) : FilterNode;

/// <summary>A calculation with two numbers.</summary>
public sealed record ArithmeticNode(ArithmeticOperator Operator, FilterNode Left, FilterNode Right) : FilterNode;

/// <summary>CASEI(…) or ACCENTI(…).</summary>
public sealed record FoldNode(TextFold Fold, FilterNode Operand) : FilterNode;

/// <summary>S_…(a, b).</summary>
public sealed record SpatialNode(SpatialOperator Operator, FilterNode Left, FilterNode Right) : FilterNode;

/// <summary>T_…(a, b).</summary>
public sealed record TemporalNode(TemporalOperator Operator, FilterNode Left, FilterNode Right) : FilterNode;

/// <summary>A_…(a, b).</summary>
public sealed record ArraySetNode(ArrayOperator Operator, FilterNode Left, FilterNode Right) : FilterNode;
