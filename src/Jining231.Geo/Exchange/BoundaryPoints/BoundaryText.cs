using System.Text;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Exchange.BoundaryPoints;

/// <summary>The text of a 界址点 TXT: nothing in the file says how it is encoded.</summary>
internal static class BoundaryText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>
    /// UTF-8 where a byte order mark says so; else whatever of UTF-8 and GB18030 reads without a broken character and shows the section
    /// of plots.
    /// </summary>
    /// <exception cref="GeoProblemException">Neither, with the place as <paramref name="at"/>.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string at)
    {
        if (bytes is [0xEF, 0xBB, 0xBF, ..])
            return Strict(Utf8, bytes[3..]) ?? throw Unreadable(at);
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            throw Unreadable(at);
        var utf8 = Strict(Utf8, bytes);
        if (utf8 is not null && utf8.Contains(BoundaryReader.PlotsSection, StringComparison.Ordinal))
            return utf8;
        return Strict(Gb18030, bytes) is { } chinese && (utf8 is null || chinese.Contains(BoundaryReader.PlotsSection, StringComparison.Ordinal))
            ? chinese
            : utf8 ?? throw Unreadable(at);
    }

    private static string? Strict(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static GeoProblemException Unreadable(string at) => new(new GeoProblem(ProblemCode.InvalidValue,
        "文件编码无法识别，应为 GB18030（GBK）或 UTF-8。", "The encoding of the file is not read here; it must be GB18030 (GBK) or UTF-8.")
    {
        Field = at,
        Allowed = ["GB18030", "UTF-8"],
    });
}
