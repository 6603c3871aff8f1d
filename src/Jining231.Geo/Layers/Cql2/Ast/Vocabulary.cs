using System.Collections.Frozen;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>The six comparisons.</summary>
public enum ComparisonOperator
{
    /// <summary>=</summary>
    Equal,

    /// <summary>&lt;&gt;</summary>
    NotEqual,

    /// <summary>&lt;</summary>
    Less,

    /// <summary>&gt;</summary>
    Greater,

    /// <summary>&lt;=</summary>
    LessOrEqual,

    /// <summary>&gt;=</summary>
    GreaterOrEqual,
}

/// <summary>Arithmetic; all of it is done in double precision, and a result that is no finite number is null.</summary>
public enum ArithmeticOperator
{
    /// <summary>+</summary>
    Add,

    /// <summary>-</summary>
    Subtract,

    /// <summary>*</summary>
    Multiply,

    /// <summary>/ : never a whole-number division.</summary>
    Divide,

    /// <summary>% : the remainder, with the sign of the dividend.</summary>
    Modulo,

    /// <summary>div : the quotient cut off towards zero.</summary>
    IntegerDivide,

    /// <summary>^</summary>
    Power,
}

/// <summary>The two foldings of text.</summary>
public enum TextFold
{
    /// <summary>CASEI: full case folding of Unicode 15.0.</summary>
    Case,

    /// <summary>ACCENTI: canonical decomposition without nonspacing marks.</summary>
    Accent,
}

/// <summary>Spatial comparisons as in OGC 06-103r4, clause 6.1.15.</summary>
public enum SpatialOperator
{
    /// <summary>S_INTERSECTS: some point in common.</summary>
    Intersects,

    /// <summary>S_EQUALS: the same set of points.</summary>
    Equals,

    /// <summary>S_DISJOINT: no point in common.</summary>
    Disjoint,

    /// <summary>S_TOUCHES: boundaries meet, interiors do not.</summary>
    Touches,

    /// <summary>S_WITHIN: the first lies in the second.</summary>
    Within,

    /// <summary>S_OVERLAPS: of one dimension, sharing part but not all.</summary>
    Overlaps,

    /// <summary>S_CROSSES: interiors meet in a lower dimension.</summary>
    Crosses,

    /// <summary>S_CONTAINS: the second lies in the first.</summary>
    Contains,
}

/// <summary>Temporal comparisons as in OWL-Time.</summary>
public enum TemporalOperator
{
    /// <summary>T_AFTER: begins after the other ends.</summary>
    After,

    /// <summary>T_BEFORE: ends before the other begins.</summary>
    Before,

    /// <summary>T_CONTAINS: begins before and ends after the other.</summary>
    Contains,

    /// <summary>T_DISJOINT: before or after.</summary>
    Disjoint,

    /// <summary>T_DURING: begins after and ends before the other.</summary>
    During,

    /// <summary>T_EQUALS: the same begin and end.</summary>
    Equals,

    /// <summary>T_FINISHEDBY: begins before the other, ends with it.</summary>
    FinishedBy,

    /// <summary>T_FINISHES: begins after the other, ends with it.</summary>
    Finishes,

    /// <summary>T_INTERSECTS: not disjoint.</summary>
    Intersects,

    /// <summary>T_MEETS: ends where the other begins.</summary>
    Meets,

    /// <summary>T_METBY: begins where the other ends.</summary>
    MetBy,

    /// <summary>T_OVERLAPPEDBY: begins inside the other, ends after it.</summary>
    OverlappedBy,

    /// <summary>T_OVERLAPS: begins before the other, ends inside it.</summary>
    Overlaps,

    /// <summary>T_STARTEDBY: begins with the other, ends after it.</summary>
    StartedBy,

    /// <summary>T_STARTS: begins with the other, ends before it.</summary>
    Starts,
}

/// <summary>Comparisons of sets.</summary>
public enum ArrayOperator
{
    /// <summary>A_EQUALS: the same set.</summary>
    Equals,

    /// <summary>A_CONTAINS: the first is a superset of the second.</summary>
    Contains,

    /// <summary>A_CONTAINEDBY: the first is a subset of the second.</summary>
    ContainedBy,

    /// <summary>A_OVERLAPS: at least one common element.</summary>
    Overlaps,
}

/// <summary>How operators are spelled: as in JSON; text takes the functions in any case and writes them in capitals.</summary>
internal static class Vocabulary
{
    public static readonly FrozenDictionary<string, ComparisonOperator> Comparisons = new Dictionary<string, ComparisonOperator>
    {
        ["="] = ComparisonOperator.Equal,
        ["<>"] = ComparisonOperator.NotEqual,
        ["<"] = ComparisonOperator.Less,
        [">"] = ComparisonOperator.Greater,
        ["<="] = ComparisonOperator.LessOrEqual,
        [">="] = ComparisonOperator.GreaterOrEqual,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly FrozenDictionary<string, ArithmeticOperator> Arithmetic = new Dictionary<string, ArithmeticOperator>
    {
        ["+"] = ArithmeticOperator.Add,
        ["-"] = ArithmeticOperator.Subtract,
        ["*"] = ArithmeticOperator.Multiply,
        ["/"] = ArithmeticOperator.Divide,
        ["%"] = ArithmeticOperator.Modulo,
        ["div"] = ArithmeticOperator.IntegerDivide,
        ["^"] = ArithmeticOperator.Power,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static readonly FrozenDictionary<string, TextFold> Folds = new Dictionary<string, TextFold>
    {
        ["casei"] = TextFold.Case,
        ["accenti"] = TextFold.Accent,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static readonly FrozenDictionary<string, SpatialOperator> Spatial = Prefixed<SpatialOperator>("s_");

    public static readonly FrozenDictionary<string, TemporalOperator> Temporal = Prefixed<TemporalOperator>("t_");

    public static readonly FrozenDictionary<string, ArrayOperator> Arrays = Prefixed<ArrayOperator>("a_");

    /// <summary>Words that a property's name must be quoted for.</summary>
    public static readonly FrozenSet<string> Reserved =
        new[] { "AND", "OR", "NOT", "LIKE", "BETWEEN", "IN", "IS", "NULL", "TRUE", "FALSE", "DIV" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that open something else than a function call in the text encoding.</summary>
    public static readonly FrozenSet<string> NoFunction = new[]
    {
        "DATE", "TIMESTAMP", "INTERVAL", "BBOX", "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The spelling of an operator in JSON.</summary>
    public static string Spell<T>(FrozenDictionary<string, T> words, T value)
        where T : struct, Enum => words.First(w => w.Value.Equals(value)).Key;

    private static FrozenDictionary<string, T> Prefixed<T>(string prefix)
        where T : struct, Enum =>
        Enum.GetValues<T>().ToFrozenDictionary(v => prefix + char.ToLowerInvariant($"{v}"[0]) + $"{v}"[1..], StringComparer.OrdinalIgnoreCase);
}
