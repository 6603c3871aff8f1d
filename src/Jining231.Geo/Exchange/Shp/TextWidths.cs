using Jining231.Geo.Layers;

namespace Jining231.Geo.Exchange.Shp;

/// <summary>
/// Widths of text columns. dBASE pads every value to the width of its column, so the width is that of the longest value, found in a first
/// reading of the same snapshot, and at most 254 bytes.
/// </summary>
public sealed class TextWidths
{
    /// <summary>Widest column, bytes.</summary>
    public const int Widest = 254;

    private readonly FeatureShape _shape;
    private readonly int[] _widths;

    private TextWidths(FeatureShape shape)
    {
        _shape = shape;
        _widths = new int[shape.Layer.Fields.Count];
    }

    /// <summary>Width of the id, bytes.</summary>
    public int Id { get; private set; } = 1;

    /// <summary>Reads every row of the query once, without geometry.</summary>
    public static async Task<TextWidths> MeasureAsync(IFeatureSnapshot snapshot, FeatureQuery query, FeatureShape shape, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(shape);
        var widths = new TextWidths(shape);
        var rows = snapshot.ReadRows(query with { SkipGeometry = true });
        await using (rows.ConfigureAwait(false))
        {
            var batch = new RowBatch(shape.Layer);
            while (await rows.ReadAsync(batch, cancellationToken).ConfigureAwait(false))
                for (var i = 0; i < batch.Count; i++)
                    widths.Take(batch[i]);
        }

        return widths;
    }

    /// <summary>Width of a field of the layer, bytes.</summary>
    public int Of(int field) => Math.Clamp(_widths[field], 1, Widest);

    private void Take(RawRow row)
    {
        Id = Math.Clamp(row.Id.Length, Id, Widest);
        foreach (var field in _shape.Fields)
            if (!row.IsNull(field))
                _widths[field] = Math.Max(_widths[field], Length(row, field, _shape.Layer.Fields[field].Type));
    }

    private static int Length(RawRow row, int field, FieldType type) => type switch
    {
        FieldType.Text => row.Text(field).Length,
        FieldType.TextArray => System.Text.Encoding.UTF8.GetByteCount(PlainText.List(row.List(field).ToArray())),
        _ => 0,
    };
}
