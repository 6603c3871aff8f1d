namespace Jining231.Geo.Service.Items;

/// <summary>Whole layers as files.</summary>
internal static class ItemDownloads
{
    /// <summary>Values of <c>f</c>.</summary>
    public static readonly string[] Names = [];
}
