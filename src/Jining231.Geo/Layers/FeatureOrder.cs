using Jining231.Geo.Layers.Cql2;

namespace Jining231.Geo.Layers;

/// <summary>One key of an order.</summary>
/// <param name="Field">Field name, or <c>id</c>.</param>
/// <param name="Descending">True for the largest first. Features without a value come last either way.</param>
public sealed record SortTerm(string Field, bool Descending = false);

/// <summary>
/// The order of features, the same in memory and in both stores: text by code point, false before true, no value last in
/// either direction, ties by ascending id.
/// </summary>
public static class FeatureOrder
{
    /// <summary>Most keys that one order has.</summary>
    public const int MaxKeys = 6;

    /// <summary>What a layer can be ordered by: <c>id</c> and every field that is no list.</summary>
    public static IReadOnlyList<string> Sortables(LayerDef layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return [Queryables.Id, .. layer.Fields.Where(f => f.Type != FieldType.TextArray).Select(f => f.Name)];
    }

    /// <summary>The keys that decide, always ending with <c>id</c>: a key named again and keys behind <c>id</c> say nothing.</summary>
    /// <exception cref="GeoProblemException"><see cref="ProblemCode.UnknownName"/> for a name that is not sortable.</exception>
    public static IReadOnlyList<SortTerm> Complete(LayerDef layer, IReadOnlyList<SortTerm> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var complete = new List<SortTerm>();
        foreach (var key in keys)
        {
            if (!Sortables(layer).Contains(key.Field))
                throw new GeoProblemException(new GeoProblem(ProblemCode.UnknownName,
                    $"图层“{layer.TitleZh}”不能按“{key.Field}”排序。", $"Layer '{layer.Name}' cannot be sorted by '{key.Field}'.")
                {
                    Field = "sortby",
                    Allowed = Sortables(layer),
                });
            if (complete.All(k => k.Field != key.Field))
                complete.Add(key);
            if (key.Field == Queryables.Id)
                return complete;
        }

        complete.Add(new SortTerm(Queryables.Id));
        return complete;
    }

    /// <summary>The values of a row by which a page after it is found; one per key, without that of <c>id</c>.</summary>
    public static IReadOnlyList<object?> Values(FeatureRow row, IReadOnlyList<SortTerm> complete)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(complete);
        return [.. complete.Where(k => k.Field != Queryables.Id).Select(k => row[k.Field])];
    }

    /// <summary>Less than zero if <paramref name="a"/> comes before <paramref name="b"/>; rows of one layer.</summary>
    /// <param name="a">A row.</param>
    /// <param name="b">Another.</param>
    /// <param name="complete">Keys as <see cref="Complete"/> gives them.</param>
    public static int Compare(FeatureRow a, FeatureRow b, IReadOnlyList<SortTerm> complete)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(complete);
        foreach (var key in complete)
        {
            object? left = Value(a, key), right = Value(b, key);
            if (left is null || right is null)
            {
                if (left is null != right is null)
                    return left is null ? 1 : -1;
                continue;
            }

            var order = Ordering.Compare(left, right);
            if (order != 0)
                return key.Descending ? -order : order;
        }

        return 0;
    }

    private static object? Value(FeatureRow row, SortTerm key) => key.Field == Queryables.Id ? row.Id : row[key.Field];
}
