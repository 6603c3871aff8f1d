using System.Globalization;
using System.Text;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>Writes the text encoding with as few brackets as reading it back allows.</summary>
internal static class TextWriter
{
    private const int Or = 1, And = 2, Not = 3, Predicate = 4, Sum = 5, Product = 6, Power = 7, Operand = 8;

    public static string Write(FilterNode node)
    {
        var text = new StringBuilder();
        Write(text, node, Or);
        return text.ToString();
    }

    /// <summary>How tightly a node binds.</summary>
    private static int Level(FilterNode node) => node switch
    {
        OrNode => Or,
        AndNode => And,
        NotNode => Not,
        ComparisonNode or LikeNode or BetweenNode or InNode or IsNullNode => Predicate,
        ArithmeticNode { Operator: ArithmeticOperator.Add or ArithmeticOperator.Subtract } => Sum,
        ArithmeticNode { Operator: ArithmeticOperator.Power } => Power,
        ArithmeticNode => Product,
        _ => Operand,
    };

    /// <summary>Writes a node where nothing looser than <paramref name="least"/> may stand without brackets.</summary>
    private static void Write(StringBuilder text, FilterNode node, int least)
    {
        if (Level(node) < least)
            text.Append('(');
        WriteBare(text, node);
        if (Level(node) < least)
            text.Append(')');
    }

    private static void WriteBare(StringBuilder text, FilterNode node)
    {
        switch (node)
        {
            case OrNode n:
                Join(text, n.Items, " OR ", And);
                break;
            case AndNode n:
                Join(text, n.Items, " AND ", Not);
                break;
            case NotNode n:
                text.Append("NOT ");
                Write(text, n.Operand, Not);
                break;
            case ComparisonNode n:
                Write(text, n.Left, Sum);
                text.Append(' ').Append(Literals.Operator(n)).Append(' ');
                Write(text, n.Right, Sum);
                break;
            case LikeNode n:
                Write(text, n.Operand, Sum);
                text.Append(" LIKE ");
                Write(text, n.Pattern, Sum);
                break;
            case BetweenNode n:
                Write(text, n.Operand, Sum);
                text.Append(" BETWEEN ");
                Write(text, n.Low, Sum);
                text.Append(" AND ");
                Write(text, n.High, Sum);
                break;
            case InNode n:
                Write(text, n.Operand, Sum);
                text.Append(" IN (");
                Join(text, n.Items, ", ", Sum);
                text.Append(')');
                break;
            case IsNullNode n:
                Write(text, n.Operand, Sum);
                text.Append(" IS NULL");
                break;
            case ArithmeticNode n:
                var level = Level(n);
                Write(text, n.Left, level == Power ? Operand : level);
                text.Append(' ').Append(Literals.Operator(n)).Append(' ');
                Write(text, n.Right, level + 1);
                break;
            default:
                WriteOperand(text, node);
                break;
        }
    }

    private static void WriteOperand(StringBuilder text, FilterNode node)
    {
        switch (node)
        {
            case TextLiteral n:
                WriteText(text, n.Value);
                break;
            case IntegerLiteral n:
                text.Append(n.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case RealLiteral n:
                text.Append(Literals.Number(n.Value));
                break;
            case BooleanLiteral n:
                text.Append(n.Value ? "TRUE" : "FALSE");
                break;
            case DateLiteral n:
                text.Append("DATE('").Append(Literals.Day(n.Value)).Append("')");
                break;
            case TimestampLiteral n:
                text.Append("TIMESTAMP('").Append(Rfc3339.Format(n.Value)).Append("')");
                break;
            case IntervalNode n:
                text.Append("INTERVAL(");
                WriteEnd(text, n.Start);
                text.Append(", ");
                WriteEnd(text, n.End);
                text.Append(')');
                break;
            case PropertyNode n:
                text.Append(Lexer.IsPlainName(n.Name) ? n.Name : $"\"{n.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
                break;
            case ArrayNode n:
                text.Append('(');
                Join(text, n.Items, ", ", Or);
                text.Append(')');
                break;
            case GeometryLiteral n:
                WktWriter.Write(text, n.Value);
                break;
            case BboxLiteral n:
                text.Append(CultureInfo.InvariantCulture, $"BBOX({n.Min1:R}, {n.Min2:R}, {n.Max1:R}, {n.Max2:R})");
                break;
            default:
                text.Append(node is FunctionNode f ? f.Name : Literals.Operator(node).ToUpperInvariant()).Append('(');
                Join(text, FilterTree.Children(node), ", ", Or);
                text.Append(')');
                break;
        }
    }

    private static void WriteEnd(StringBuilder text, FilterNode end)
    {
        if (Literals.IntervalEnd(end) is { } literal)
            text.Append('\'').Append(literal).Append('\'');
        else
            Write(text, end, Or);
    }

    private static void Join(StringBuilder text, IEnumerable<FilterNode> nodes, string separator, int least)
    {
        var first = true;
        foreach (var node in nodes)
        {
            text.Append(first ? "" : separator);
            Write(text, node, least);
            first = false;
        }
    }

    private static void WriteText(StringBuilder text, string value)
    {
        text.Append('\'');
        foreach (var c in value)
            text.Append(c switch
            {
                '\'' => "''",
                '\\' => "\\\\",
                '\a' => "\\a",
                '\b' => "\\b",
                '\t' => "\\t",
                '\n' => "\\n",
                '\v' => "\\v",
                '\f' => "\\f",
                '\r' => "\\r",
                _ => c.ToString(),
            });
        text.Append('\'');
    }
}
