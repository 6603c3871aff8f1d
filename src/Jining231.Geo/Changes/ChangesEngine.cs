using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Changes;

/// <summary>Makes changes out of recorded states. Pure.</summary>
public static class ChangesEngine
{
    /// <summary>Changes of one layer after <paramref name="from"/>.</summary>
    /// <param name="states">States that were present at <paramref name="from"/> or made later, in the order in which they were made.</param>
    /// <param name="from">The earlier moment.</param>
    /// <param name="touches">True for a state that lies in the place asked about; a change counts if it begins or ends there.</param>
    public static IReadOnlyList<FeatureChanged> Of(IEnumerable<RecordedState> states, DateTimeOffset from, Func<FeatureRow, bool> touches)
    {
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(touches);
        var changes = new List<FeatureChanged>();
        var present = new Dictionary<string, FeatureRow>(StringComparer.Ordinal);
        foreach (var state in states)
        {
            var before = present.GetValueOrDefault(state.Row.Id);
            if (state.RecordedFrom > from && (touches(state.Row) || (before is not null && touches(before))))
                changes.Add(Change(state, before));
            if (state.Action == "delete")
                present.Remove(state.Row.Id);
            else
                present[state.Row.Id] = state.Row;
        }

        return changes;
    }

    /// <summary>The report over the changes of several layers.</summary>
    public static ChangeReport Report(ChangesRequest request, IEnumerable<FeatureChanged> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        FeatureChanged[] ordered =
        [
            .. changes.OrderBy(c => c.RecordedAt).ThenBy(c => c.Feature.Layer.Name, StringComparer.Ordinal).ThenBy(c => c.Feature.Id, StringComparer.Ordinal),
        ];
        var sums = ordered.GroupBy(c => (Layer: c.Feature.Layer.Name, c.Actor, c.DocumentNo))
            .OrderBy(g => g.Key.Layer, StringComparer.Ordinal).ThenBy(g => g.Key.DocumentNo, StringComparer.Ordinal).ThenBy(g => g.Key.Actor, StringComparer.Ordinal)
            .Select(g => new ChangeSum(
                g.Key.Layer, g.Key.Actor, g.Key.DocumentNo, g.Count(c => c.Action == "create"), g.Count(c => c.Action == "update"),
                g.Count(c => c.Action == "delete"), Units.SumM2(g.SelectMany(c => (double[])[c.AreaAfterM2, -c.AreaBeforeM2]))));
        return new ChangeReport(request, ordered, [.. sums]);
    }

    private static FeatureChanged Change(RecordedState state, FeatureRow? before) => new(
        state.Action, state.RecordedFrom, state.Actor, state.DocumentNo, state.Revision, state.Row,
        before is null || state.Action == "delete" ? [] : Fields(before, state.Row),
        before is null ? 0 : Area(before), state.Action == "delete" ? 0 : Area(state.Row));

    private static List<string> Fields(FeatureRow a, FeatureRow b)
    {
        var fields = new List<string>();
        if (!(a.Wkb ?? default).Span.SequenceEqual((b.Wkb ?? default).Span))
            fields.Add("geometry");
        for (var i = 0; i < a.Layer.Fields.Count; i++)
            if (!FeatureRow.SameValue(a.Values[i], b.Values[i]))
                fields.Add(a.Layer.Fields[i].Name);
        return fields;
    }

    private static double Area(FeatureRow row) => row.Layer.Geometry == GeometryKind.MultiPolygon && row.ReadGeometry() is { } land
        ? Units.RoundM2(EllipsoidalArea.OfGeographic(land))
        : 0;
}
