using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Jining231.Geo.Exchange;

/// <summary>
/// Canonical JSON (RFC 8785): names sorted by UTF-16 code units, numbers as ECMAScript prints them, no white space, UTF-8.
/// Digests are SHA-256 over that form, as 64 lower-case hex digits.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The canonical bytes of a JSON value; a number that is no finite double raises <see cref="FormatException"/>.</summary>
    public static byte[] Write(JsonElement value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>SHA-256 of the canonical form of a JSON value.</summary>
    public static string Digest(JsonElement value) => Convert.ToHexStringLower(SHA256.HashData(Write(value)));

    /// <summary>
    /// SHA-256 of the canonical form of a JSON text (UTF-8); broken text or a name used twice raises <see cref="JsonException"/>.
    /// </summary>
    public static string Digest(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, Strict);
        return Digest(document.RootElement);
    }

    /// <summary>SHA-256 of the canonical form of what <paramref name="write"/> writes; leave the digest itself out there.</summary>
    public static string Digest(Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        return Digest(buffer.WrittenMemory);
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(text, value);
                break;
            case JsonValueKind.Array:
                text.Append('[');
                var first = true;
                foreach (var item in value.EnumerateArray())
                {
                    if (!first)
                        text.Append(',');
                    first = false;
                    Append(text, item);
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                AppendString(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(Number(value.GetDouble()));
                break;
            default:
                text.Append(value.ValueKind switch
                {
                    JsonValueKind.True => "true",
                    JsonValueKind.False => "false",
                    _ => "null",
                });
                break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement value)
    {
        text.Append('{');
        var first = true;
        foreach (var member in value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            if (!first)
                text.Append(',');
            first = false;
            AppendString(text, member.Name);
            text.Append(':');
            Append(text, member.Value);
        }

        text.Append('}');
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\b': text.Append("\\b"); break;
                case '\t': text.Append("\\t"); break;
                case '\n': text.Append("\\n"); break;
                case '\f': text.Append("\\f"); break;
                case '\r': text.Append("\\r"); break;
                case < ' ': text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)); break;
                default: text.Append(c); break;
            }
        }

        text.Append('"');
    }

    /// <summary>A finite double as ECMAScript's Number::toString prints it (shortest digits that read back the same).</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
            throw new FormatException("JSON has no NaN and no infinity.");
        if (value == 0)
            return "0";
        var shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var digits = shortest.Split('E')[0].Replace(".", "", StringComparison.Ordinal).TrimStart('0').TrimEnd('0');
        var exponent = Exponent(shortest);
        var sign = value < 0 ? "-" : "";
        return sign + Place(digits, exponent + 1);
    }

    /// <summary>Decimal exponent of the leading digit of the shortest form.</summary>
    private static int Exponent(string shortest)
    {
        var e = shortest.IndexOf('E', StringComparison.Ordinal);
        if (e >= 0)
            return int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = shortest.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? shortest : shortest[..point];
        if (whole != "0")
            return whole.Length - 1;
        return -shortest.AsSpan(point + 1).IndexOfAnyExcept('0') - 1;
    }

    /// <summary>Sets the decimal point after <paramref name="n"/> digits, by the steps of ECMA-262 §6.1.6.1.20.</summary>
    private static string Place(string digits, int n)
    {
        var k = digits.Length;
        if (k <= n && n <= 21)
            return digits + new string('0', n - k);
        if (n is > 0 and <= 21)
            return digits[..n] + "." + digits[n..];
        if (n is > -6 and <= 0)
            return "0." + new string('0', -n) + digits;
        var e = n - 1;
        var power = (e < 0 ? "-" : "+") + Math.Abs(e).ToString(CultureInfo.InvariantCulture);
        return k == 1 ? digits + "e" + power : digits[..1] + "." + digits[1..] + "e" + power;
    }
}
