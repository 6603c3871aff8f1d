using System.Runtime.CompilerServices;
using Jining231.Geo.Layers.Cql2;

namespace Jining231.Geo.Layers;

/// <summary>One recorded state of a feature and the act that made it. Never changed; only its end is written once.</summary>
/// <param name="Row">The feature as the act left it; of a deletion, as it was.</param>
/// <param name="Action"><c>create</c>, <c>update</c> or <c>delete</c>.</param>
/// <param name="Revision">Revision of the layer that the act made.</param>
/// <param name="RecordedFrom">Store time of the act, UTC.</param>
/// <param name="RecordedTo">When another act ended it, UTC; null: it is the present one.</param>
/// <param name="Actor">Who acted.</param>
/// <param name="DocumentNo">文号 of the act, or null.</param>
public sealed record RecordedState(
    FeatureRow Row, string Action, long Revision, DateTimeOffset RecordedFrom, DateTimeOffset? RecordedTo, string Actor, string? DocumentNo);

/// <summary>Which recorded states of a layer are read.</summary>
/// <param name="Layer">Layer name.</param>
public sealed record HistoryQuery(string Layer)
{
    /// <summary>Conditions on the recorded states; all must hold.</summary>
    public IReadOnlyList<FieldFilter> Filters { get; init; } = [];

    /// <summary>Only states that were present at this instant or made after it; null: from the first.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only states made at or before this instant; null: to the last.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Most states; null: all.</summary>
    public int? Limit { get; init; }
}

/// <summary>
/// The history of a layer, read as a layer of its own: the fields of the layer and those of the record. A present snapshot holds it
/// under the name <c>{layer}_history</c>; nothing outside the stores sees that name.
/// </summary>
public static class LayerHistory
{
    private const string Suffix = "_history";

    private static readonly FieldDef[] Record =
    [
        new("recorded_action", FieldType.Text, "操作", "action"),
        new("revision_from", FieldType.Integer, "修订", "revision"),
        new("recorded_from", FieldType.Timestamp, "记录时间", "recorded from"),
        new("recorded_to", FieldType.Timestamp, "记录终止", "recorded to"),
        new("recorded_by", FieldType.Text, "经办人", "recorded by"),
        new("recorded_document_no", FieldType.Text, "文号", "document number"),
    ];

    /// <summary>The description of a layer's history.</summary>
    public static LayerDef Of(LayerDef layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer with { Name = layer.Name + Suffix, Fields = [.. layer.Fields, .. Record], GeometryOptional = true, ExclusiveCover = null };
    }

    /// <summary>The layer that a snapshot holds under a name: one of its layers or, in a snapshot of the present, the history of one.</summary>
    /// <exception cref="GeoProblemException"><see cref="ProblemCode.NotFound"/>, naming the layers there are.</exception>
    public static LayerDef Find(IReadOnlyDictionary<string, LayerDef> layers, string name, bool present)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(name);
        if (layers.TryGetValue(name, out var layer))
            return layer;
        return present && name.EndsWith(Suffix, StringComparison.Ordinal) && layers.TryGetValue(name[..^Suffix.Length], out var recorded)
            ? Of(recorded)
            : LayerCatalog.Get(name);
    }

    /// <summary>Reads recorded states in the order in which they were made, ties by id. The snapshot must be one of the present.</summary>
    public static async IAsyncEnumerable<RecordedState> ReadHistoryAsync(
        this IFeatureSnapshot snapshot, HistoryQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(query);
        var layer = LayerCatalog.Get(query.Layer);
        var history = Of(layer);
        var conditions = new List<string>();
        if (query.From is { } from)
            conditions.Add($"(recorded_to IS NULL OR recorded_to > TIMESTAMP('{Rfc3339.Format(from)}'))");
        if (query.To is { } to)
            conditions.Add($"recorded_from <= TIMESTAMP('{Rfc3339.Format(to)}')");
        var rows = snapshot.QueryAsync(new FeatureQuery(history.Name)
        {
            Filters = query.Filters,
            Filter = conditions.Count == 0 ? null : LayerFilter.Read(string.Join(" AND ", conditions), FilterLanguage.Text, history),
            SortBy = [new SortTerm("revision_from", false)],
            Limit = query.Limit,
        }, cancellationToken);
        await foreach (var row in rows.ConfigureAwait(false))
            yield return new RecordedState(
                new FeatureRow(layer, row.Id, row.Version, row.Wkb, [.. row.Values.Take(layer.Fields.Count)]),
                row.Text("recorded_action") ?? "create", (long)row["revision_from"]!, row.Instant("recorded_from")!.Value,
                row.Instant("recorded_to"), row.Text("recorded_by")!, row.Text("recorded_document_no"));
    }
}
