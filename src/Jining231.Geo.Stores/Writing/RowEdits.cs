using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.Writing;

/// <summary>A row as it is to be written.</summary>
/// <param name="Wkb">Normalised WKB of the declared Multi* type in EPSG:4490, or null.</param>
/// <param name="Values">One value per field.</param>
internal sealed record RowState(byte[]? Wkb, object?[] Values);

/// <summary>What a change makes of a row, and its refusals in words; the same in both stores.</summary>
internal static class RowEdits
{
    private const int LongestId = 200;

    /// <summary>The row of a creation; everything wrong with it is raised at once.</summary>
    public static RowState Created(LayerDef layer, CreateFeature change)
    {
        if (string.IsNullOrWhiteSpace(change.Id) || change.Id.Length > LongestId || change.Id.Contains('\0', StringComparison.Ordinal))
            throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue, "编号应为 1–200 个字符。", "An id has 1 to 200 characters.") { Field = "/id" });
        RowCheck.Values(layer, change.Values);
        var state = new RowState(Normalised(layer, change.Wkb), With(new object?[layer.Fields.Count], layer, change.Values));
        RowCheck.Complete(layer, state.Values, state.Wkb is not null);
        return state;
    }

    /// <summary>The row after an update of <paramref name="current"/>.</summary>
    public static RowState Updated(LayerDef layer, FeatureRow current, UpdateFeature change)
    {
        RowCheck.Values(layer, change.Values);
        var wkb = change.ClearGeometry ? null : change.Wkb is null ? current.Wkb?.ToArray() : Normalised(layer, change.Wkb);
        var state = new RowState(wkb, With([.. current.Values], layer, change.Values));
        RowCheck.Complete(layer, state.Values, state.Wkb is not null);
        return state;
    }

    /// <summary>The row, if it is there in the version expected.</summary>
    public static FeatureRow Current(LayerDef layer, string id, long expected, FeatureRow? row)
    {
        if (row is null)
            throw new GeoProblemException(
                new GeoProblem(ProblemCode.NotFound, $"图层“{layer.TitleZh}”没有要素“{id}”。", $"Layer '{layer.Name}' has no feature '{id}'.") { Field = "/id" });
        return row.Version == expected ? row : throw Stale(layer, id, expected, row.Version);
    }

    public static GeoProblemException Stale(LayerDef layer, string id, long expected, long? current) => new(new GeoProblem(
        ProblemCode.PreconditionFailed,
        $"“{id}”已被修改：您的版本是 {expected}，现在是 {current}。请重新读取后再改。",
        $"'{id}' in '{layer.Name}' has changed: you have version {expected}, it is now {current}. Read it again.")
    { Field = "/version" });

    public static GeoProblemException Taken(string id) =>
        new(new GeoProblem(ProblemCode.AlreadyExists, $"编号“{id}”已存在。", $"The id '{id}' is already taken.") { Field = "/id" });

    public static GeoProblemException KeyOfAnotherRequest() => new(new GeoProblem(
        ProblemCode.IdempotencyMismatch, "同一个 Idempotency-Key 已用于另一个请求。", "This Idempotency-Key was used with another request.")
    { Field = "Idempotency-Key" });

    public static GeoProblemException Moved(string layer) => new(new GeoProblem(
        ProblemCode.RevisionMoved, $"图层“{layer}”刚刚有变化，请重新判断。", $"Layer '{layer}' has just changed; decide again.")
    { Field = layer });

    private static object?[] With(object?[] values, LayerDef layer, IReadOnlyDictionary<string, object?> changes)
    {
        foreach (var (name, value) in changes)
            values[layer.IndexOf(name)] = value;
        return values;
    }

    private static byte[]? Normalised(LayerDef layer, ReadOnlyMemory<byte>? wkb) =>
        wkb is { } bytes ? StoredWkb.Normalise(bytes, layer.Geometry) : null;
}
