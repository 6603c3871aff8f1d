namespace Jining231.Geo.Layers.Cql2;

/// <summary>One of the folded terms occurs in one of the texts or lists of texts; false where all are null.</summary>
internal sealed record BoundTextSearch(IReadOnlyList<string> Terms, IReadOnlyList<BoundProperty> Columns) : BoundNode(ValueKind.Boolean)
{
    /// <summary>True if folding changes nothing that could make or break a match, so that plain containment says the same.</summary>
    public bool IsPlain { get; } = Terms.All(TextFolding.IsCaseless);

    public override object? Evaluate(RowScope scope)
    {
        foreach (var column in Columns)
        {
            switch (scope.Row.Values[column.Index])
            {
                case string text when Holds(text):
                case IReadOnlyList<string> list when list.Any(Holds):
                    return True;
            }
        }

        return False;
    }

    private bool Holds(string text)
    {
        var folded = TextFolding.Apply(TextFold.Case, text);
        foreach (var term in Terms)
            if (folded.Contains(term, StringComparison.Ordinal))
                return true;
        return false;
    }
}
