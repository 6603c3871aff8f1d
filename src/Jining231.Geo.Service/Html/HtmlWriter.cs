using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Jining231.Geo.Service.Html;

/// <summary>
/// Writes HTML into a buffer. Markup is a literal of this program; whatever comes from data goes through <see cref="Text"/>, or
/// through the holes of an interpolated literal, where it is escaped alike.
/// </summary>
internal sealed class HtmlWriter(IBufferWriter<byte> target)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    /// <summary>Markup as it is, with data in its holes escaped for text and quoted attributes.</summary>
    public HtmlWriter Markup(FormattableString markup)
    {
        var values = markup.GetArguments();
        for (var i = 0; i < values.Length; i++)
            values[i] = Encoder.Encode(Convert.ToString(values[i], System.Globalization.CultureInfo.InvariantCulture) ?? "");
        return Raw(string.Format(System.Globalization.CultureInfo.InvariantCulture, markup.Format, values));
    }

    /// <summary>Data as text.</summary>
    public HtmlWriter Text(string text) => Raw(Encoder.Encode(text));

    /// <summary>A literal of this program.</summary>
    public HtmlWriter Raw(string literal)
    {
        Encoding.UTF8.GetBytes(literal, target);
        return this;
    }

    /// <summary>A link with an escaped text.</summary>
    public HtmlWriter Link(string href, string text) => Markup($"<a href=\"{href}\">{text}</a>");
}
