using Jining231.Geo.Layers;

namespace Jining231.Geo.Tests.Reserves;

/// <summary>Makes rows of the reserves layer for tests.</summary>
internal static class ReserveRows
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static FeatureRow With(params (string Field, object? Value)[] values)
    {
        var layer = LayerCatalog.Get("reserves");
        var row = new object?[layer.Fields.Count];
        foreach (var (field, value) in values)
            row[layer.IndexOf(field)] = value;
        return new FeatureRow(layer, "r1", 3, null, row);
    }
}
