using Jining231.Geo.Layers;

namespace Jining231.Geo.Exchange;

/// <summary>GeoJSON text sequence (RFC 8142): record separator, one feature, line feed.</summary>
/// <param name="target">Written at its end.</param>
/// <param name="shape">How features are shown.</param>
/// <param name="decimals">Decimals of a degree, at most 9.</param>
public sealed class GeoJsonSequence(ByteBuffer target, FeatureShape shape, int decimals = FeatureJsonBytes.Decimals) : IPageWriter
{
    /// <summary>Media type.</summary>
    public const string Media = "application/geo+json-seq";

    private readonly FeatureJsonBytes _features = new(shape, decimals);

    /// <inheritdoc/>
    public void Begin()
    {
    }

    /// <inheritdoc/>
    public void Add(RawRow row)
    {
        target.Add(0x1E);
        _features.WriteFeature(target, row);
        target.Add((byte)'\n');
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public void End(PageFacts page)
    {
    }
}
