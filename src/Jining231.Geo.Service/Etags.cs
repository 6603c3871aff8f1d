using System.Globalization;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>Strong entity tags, made only of stored facts and therefore equal in every process.</summary>
internal static class Etags
{
    /// <summary>Tag of one feature: layer, id, row version.</summary>
    public static string Of(FeatureRow row) => Of(row.Layer.Name, row.Id, row.Version);

    /// <summary>Tag of one feature: layer, id, row version.</summary>
    public static string Of(string layer, string id, long version) =>
        $"\"{layer}.{Uri.EscapeDataString(id)}.{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>Tag of a list: the layer's revision and when it was written, and the format; the address says which part of the layer.</summary>
    public static string Of(string layer, LayerRevision revision, string format) => string.Create(CultureInfo.InvariantCulture,
        $"\"{layer}.r{revision.Revision}.{revision.RecordedAt.ToUnixTimeMilliseconds()}.{format}\"");

    /// <summary>Sets the tag; true if the client already has this state and the answer is 304.</summary>
    public static bool NotModified(HttpContext context, string etag)
    {
        context.Response.Headers.ETag = etag;
        var known = context.Request.Headers.IfNoneMatch;
        if (known.Count == 0 || !Split(known.ToString()).Any(t => t == "*" || t == etag || t == "W/" + etag))
            return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        context.Response.Headers.CacheControl = Json.CachePolicy(context.Response);
        return true;
    }

    /// <summary>
    /// Version named by If-Match, or null without the header. A tag of another feature or an unreadable one cannot match:
    /// <see cref="ProblemCode.PreconditionFailed"/>. <c>*</c> names no version and is refused.
    /// </summary>
    public static long? IfMatchVersion(HttpContext context, string layer, string id)
    {
        var header = context.Request.Headers.IfMatch;
        if (header.Count == 0)
            return null;
        var head = $"\"{layer}.{Uri.EscapeDataString(id)}.";
        var tags = Split(header.ToString());
        if (tags is [var tag] && tag.StartsWith(head, StringComparison.Ordinal) && tag.EndsWith('"')
            && long.TryParse(tag.AsSpan(head.Length..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0)
            return version;
        throw new GeoProblemException(new GeoProblem(ProblemCode.PreconditionFailed,
            $"If-Match“{header}”不是该要素的 ETag；请先读取它。", $"If-Match '{header}' is not an ETag of this feature; read it first.")
        {
            Field = "If-Match",
            Allowed = [head + "<version>\""],
        });
    }

    private static string[] Split(string header) =>
        header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
