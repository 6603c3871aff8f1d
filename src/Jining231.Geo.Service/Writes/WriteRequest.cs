using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service.Writes;

/// <summary>What every write reads beside its body: precondition, CRS, key, document number.</summary>
internal static class WriteRequest
{
    /// <summary>Largest body of a write, bytes.</summary>
    public const int MaxBytes = 8_000_000;

    /// <summary>Query parameter that carries the 文号 of the act.</summary>
    public const string DocumentNo = "documentNo";

    private const int LongestDocumentNo = 200;

    /// <summary>Refuses parameters that are not offered.</summary>
    public static void Allow(HttpContext context) => QueryReader.Allow(context, DocumentNo);

    /// <summary>The CRS of the body's coordinates: Content-Crs (with or without angle brackets, as QGIS sends it), else CRS84.</summary>
    public static Crs ContentCrs(HttpContext context) =>
        context.Request.Headers["Content-Crs"] is { Count: > 0 } header
            ? Crs.Parse(header.ToString().Trim().TrimStart('<').TrimEnd('>'), "Content-Crs")
            : Crs.Crs84;

    /// <summary>True if the client says that any version will do; only a deletion takes that for an answer.</summary>
    public static bool AnyVersion(HttpContext context) => context.Request.Headers.IfMatch is [{ } only] && only.Trim() == "*";

    /// <summary>The version named by If-Match and by the body, which must agree; null without either.</summary>
    public static long? Version(HttpContext context, LayerDef layer, string id, long? stated, string pointer = "/properties/version")
    {
        if (AnyVersion(context) || Etags.IfMatchVersion(context, layer.Name, id) is not { } header)
            return stated;
        return stated is null || stated == header ? header : throw QueryReader.Problem(ProblemCode.InvalidValue, pointer,
            "If-Match 与 version 不一致。", "If-Match and version name different versions.", header.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Who acts, by which document, under which key; without changes.</summary>
    public static ChangeSet By(HttpContext context, ServiceOptions options, ReadOnlySpan<byte> body)
    {
        var by = new ChangeSet(options.Actor, []) { DocumentNo = ReadDocumentNo(context) };
        return Key(context) is { } key ? by with { IdempotencyKey = key, RequestDigest = Digest(context, body) } : by;
    }

    /// <summary>The id of a new feature: as given, else from the key (a retry must name the same feature), else a new UUIDv7.</summary>
    public static string NewId(HttpContext context, LayerDef layer, string? given, string at = "")
    {
        if (given is not null || Key(context) is not { } key)
            return given ?? Guid.CreateVersion7().ToString();
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"jining231 {layer.Name} {key}{at}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static string? Key(HttpContext context)
    {
        var header = context.Request.Headers["Idempotency-Key"];
        if (header.Count == 0)
            return null;
        var key = header.ToString();
        return header.Count == 1 && key.Length is > 0 and <= 200 && key.All(c => c is >= '!' and <= '~') ? key : throw QueryReader.Problem(
            ProblemCode.InvalidValue, "Idempotency-Key", "Idempotency-Key 应为 1 至 200 个可见 ASCII 字符。",
            "Idempotency-Key must be 1 to 200 visible ASCII characters.", "1–200");
    }

    private static string? ReadDocumentNo(HttpContext context)
    {
        if (QueryReader.Text(context, DocumentNo) is not { } text)
            return null;
        return text.Trim() is { Length: > 0 and <= LongestDocumentNo } number && !number.Any(char.IsControl) ? number : throw QueryReader.Problem(
            ProblemCode.OutOfRange, DocumentNo, $"文号应为 1 至 {LongestDocumentNo} 个字符，且不含控制字符。",
            $"{DocumentNo} must have 1 to {LongestDocumentNo} characters and no control characters.", $"1–{LongestDocumentNo}");
    }

    /// <summary>Digest of what was asked: method, address with query, precondition, CRS and body.</summary>
    private static string Digest(HttpContext context, ReadOnlySpan<byte> body)
    {
        var request = context.Request;
        var head = $"{request.Method} {request.Path}{request.QueryString} {request.Headers.IfMatch} {request.Headers["Content-Crs"]} ";
        if (body.Length == 0)
            return head;
        using var document = JsonDocument.Parse(body.ToArray());
        return head + CanonicalJson.Digest(document.RootElement);
    }
}
