using Jining231.Geo.Layers;

namespace Jining231.Geo.Exchange;

/// <summary>A file format that is written row by row. Holds no state between batches: several may be written at once.</summary>
public interface IRowFormat
{
    /// <summary>Media type of the whole.</summary>
    string MediaType { get; }

    /// <summary>Appends what stands before the first row.</summary>
    void WriteStart(ByteBuffer buffer);

    /// <summary>Appends the rows of a batch.</summary>
    /// <param name="buffer">Written at its end.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="first">True for the first batch of the whole.</param>
    void WriteRows(ByteBuffer buffer, RowBatch rows, bool first);

    /// <summary>Appends what stands after the last row.</summary>
    /// <param name="buffer">Written at its end.</param>
    /// <param name="count">Rows of the whole.</param>
    void WriteEnd(ByteBuffer buffer, long count);
}

/// <summary>
/// One GeoJSON FeatureCollection (RFC 7946). <c>numberReturned</c> stands last, so that a file that was cut off has neither it nor its
/// closing brackets.
/// </summary>
/// <param name="shape">How features are shown.</param>
/// <param name="decimals">Decimals of a degree.</param>
public sealed class GeoJsonFormat(FeatureShape shape, int decimals = FeatureJsonBytes.Decimals) : IRowFormat
{
    private readonly FeatureJsonBytes _features = new(shape, decimals);

    /// <inheritdoc/>
    public string MediaType => "application/geo+json";

    /// <inheritdoc/>
    public void WriteStart(ByteBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        buffer.Add("{\"type\":\"FeatureCollection\",\"name\":"u8);
        buffer.AddText(System.Text.Encoding.UTF8.GetBytes(shape.Layer.Name));
        buffer.Add(",\"features\":["u8);
    }

    /// <inheritdoc/>
    public void WriteRows(ByteBuffer buffer, RowBatch rows, bool first)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentNullException.ThrowIfNull(rows);
        for (var i = 0; i < rows.Count; i++)
        {
            buffer.Add(first && i == 0 ? "\n"u8 : ",\n"u8);
            _features.WriteFeature(buffer, rows[i]);
        }
    }

    /// <inheritdoc/>
    public void WriteEnd(ByteBuffer buffer, long count)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        buffer.Add("\n],\"numberReturned\":"u8);
        buffer.AddInteger(count);
        buffer.Add("}\n"u8);
    }
}

/// <summary>GeoJSON text sequence (RFC 8142): each feature by itself, behind a record separator.</summary>
/// <param name="shape">How features are shown.</param>
/// <param name="decimals">Decimals of a degree.</param>
public sealed class GeoJsonSeqFormat(FeatureShape shape, int decimals = FeatureJsonBytes.Decimals) : IRowFormat
{
    private readonly FeatureJsonBytes _features = new(shape, decimals);

    /// <inheritdoc/>
    public string MediaType => "application/geo+json-seq";

    /// <inheritdoc/>
    public void WriteStart(ByteBuffer buffer)
    {
    }

    /// <inheritdoc/>
    public void WriteRows(ByteBuffer buffer, RowBatch rows, bool first)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentNullException.ThrowIfNull(rows);
        for (var i = 0; i < rows.Count; i++)
        {
            buffer.Add(0x1E);
            _features.WriteFeature(buffer, rows[i]);
            buffer.Add((byte)'\n');
        }
    }

    /// <inheritdoc/>
    public void WriteEnd(ByteBuffer buffer, long count)
    {
    }
}
