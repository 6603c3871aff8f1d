using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Filtering;

namespace Jining231.Geo.Stores.Paging;

/// <summary>What one statement reads.</summary>
internal sealed record RowWindow
{
    /// <summary>All rows and columns, in no order.</summary>
    public static RowWindow All { get; } = new();

    /// <summary>All rows and columns, by id.</summary>
    public static RowWindow ById { get; } = new() { Range = new KeysetRange([], [new SortTerm("id")]) };

    /// <summary>Stretch and order; null: all rows, in no order.</summary>
    public KeysetRange? Range { get; init; }

    /// <summary>Largest number of rows, or null.</summary>
    public long? Limit { get; init; }

    /// <summary>Rows that the database itself passes over.</summary>
    public long Offset { get; init; }

    /// <summary>True where few of the rows match, so that reading them as they lie and sorting what matches beats a walk along an index.</summary>
    public bool Scans { get; init; }

    /// <summary>Columns that are read, <c>geometry</c> among them; the others come as NULL. Null: all.</summary>
    public IReadOnlySet<string>? Columns { get; init; }

    /// <summary>The stretches of a query one after the other; one without order where any order will do.</summary>
    public static IReadOnlyList<RowWindow> Of(LayerDef layer, FeatureQuery query, FilterPlan? plan)
    {
        var columns = ColumnsOf(layer, query, plan);
        var offset = plan is { TestsRows: true } ? 0 : query.Offset;
        return query is { AnyOrder: true, AfterId: null }
            ? [new RowWindow { Columns = columns, Offset = offset }]
            : [.. KeysetRanges.Of(layer, query).Select(r => new RowWindow { Range = r, Columns = columns, Offset = offset })];
    }

    /// <summary>The columns that a query needs: those asked for, those its row test reads, and those it is ordered by.</summary>
    private static HashSet<string>? ColumnsOf(LayerDef layer, FeatureQuery query, FilterPlan? plan)
    {
        if (query.Fields is null && !query.SkipGeometry)
            return null;
        var columns = new HashSet<string>(query.Fields ?? layer.Fields.Select(f => f.Name).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        if (!query.SkipGeometry)
            columns.Add("geometry");
        if (plan is { TestsRows: true })
            columns.UnionWith(plan.RowProperties);
        columns.UnionWith(query.SortBy.Select(k => k.Field));
        return columns;
    }
}
