using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Jining231.Geo.Changes;

/// <summary>Reads the recorded states of the layers asked about and lets the engine compare them.</summary>
public static class ChangesPlanner
{
    /// <summary>Answers a request. Unknown layers, counties and parks, and an interval that ends before it begins, are raised.</summary>
    public static async Task<ChangeReport> RunAsync(IFeatureStore store, ChangesRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(request);
        if (request.To < request.From)
            throw new GeoProblemException(new GeoProblem(ProblemCode.OutOfRange, "to 应不早于 from。", "to must not be before from.")
            {
                Field = "to",
                Allowed = ["≥ " + Rfc3339.Format(request.From)],
            });
        var layers = request.Layers.Count == 0 ? LayerCatalog.All : [.. request.Layers.Select(Layer)];
        await using var snapshot = await store.OpenSnapshotAsync(null, cancellationToken).ConfigureAwait(false);
        var place = await PlaceAsync(snapshot, request, cancellationToken).ConfigureAwait(false);
        var changes = new List<FeatureChanged>();
        foreach (var layer in layers)
        {
            var states = new List<RecordedState>();
            var query = new HistoryQuery(layer.Name) { From = request.From, To = request.To };
            await foreach (var state in snapshot.ReadHistoryAsync(query, cancellationToken).ConfigureAwait(false))
                states.Add(state);
            changes.AddRange(ChangesEngine.Of(states, request.From, row => place is null || place.Holds(row)));
        }

        return ChangesEngine.Report(request, changes);
    }

    private static LayerDef Layer(string name) => LayerCatalog.All.FirstOrDefault(l => l.Name == name) ?? throw new GeoProblemException(
        new GeoProblem(ProblemCode.UnknownName, $"没有图层“{name}”。", $"There is no layer '{name}'.")
        {
            Field = "layers",
            Allowed = [.. LayerCatalog.All.Select(l => l.Name)],
        });

    private static async Task<ChangePlace?> PlaceAsync(IFeatureSnapshot snapshot, ChangesRequest request, CancellationToken cancellationToken)
    {
        if (request.ParkId is { } park)
            return new ChangePlace(null, park, await OneAsync("parks", "id", park, "parkId").ConfigureAwait(false));
        return request.Adcode is { } adcode ? new ChangePlace(adcode, null, await OneAsync("counties", "adcode", adcode, "county").ConfigureAwait(false)) : null;

        async Task<Geometry?> OneAsync(string layer, string field, string value, string name)
        {
            var query = new FeatureQuery(layer) { Filters = [new FieldFilter(field, [value])] };
            await foreach (var row in snapshot.QueryAsync(query, cancellationToken).ConfigureAwait(false))
                return row.ReadGeometry();
            throw new GeoProblemException(new GeoProblem(ProblemCode.UnknownName, $"没有“{value}”。", $"There is no '{value}' in layer {layer}.") { Field = name });
        }
    }
}

/// <summary>A county or park as it lies now, and what belongs to it.</summary>
/// <param name="adcode">County, or null.</param>
/// <param name="parkId">Park, or null.</param>
/// <param name="outline">Its outline, EPSG:4490, or null where nobody knows it.</param>
internal sealed class ChangePlace(string? adcode, string? parkId, Geometry? outline)
{
    private readonly IPreparedGeometry? _outline = outline is null ? null : PreparedGeometryFactory.Prepare(Reproject.ToPlane(outline));

    /// <summary>By the code that the feature carries, else by where it lies.</summary>
    public bool Holds(FeatureRow row)
    {
        if (row.Layer.Name == "parks" && row.Id == parkId)
            return true;
        if (adcode is not null && row.Layer.IndexOf("adcode") >= 0 && row.Text("adcode") is { } code)
            return code == adcode;
        if (parkId is not null && row.Layer.IndexOf("park_id") >= 0 && row.Text("park_id") is { } park)
            return park == parkId;
        return _outline is not null && row.ReadGeometry() is { IsEmpty: false } shape && _outline.Intersects(Reproject.ToPlane(shape));
    }
}
