using System.Globalization;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service.Items;

/// <summary>How the number of matches is found.</summary>
internal enum CountMode
{
    /// <summary>Exact where it is free or cheap, else estimated.</summary>
    Auto,

    /// <summary>Counted, whatever it costs within the time limit.</summary>
    Exact,

    /// <summary>From statistics or a sample, at constant cost.</summary>
    Estimated,

    /// <summary>Left out.</summary>
    None,
}

/// <summary>One parser per parameter of an items request; every problem names its parameter.</summary>
internal static class ItemParameters
{
    /// <summary>Parameters that say how the answer looks, not what is in it: a cursor is taken with others of them.</summary>
    public static readonly string[] Presentation = ["limit", "cursor", "offset", "f", "crs", "properties", "skipGeometry", "count"];

    /// <summary>Parameters that say which features are asked for, the names of fields aside.</summary>
    public static readonly string[] Selection = ["bbox", "bbox-crs", "datetime", "q", "sortby", .. FilterReader.Names];

    /// <summary>All but the names of fields.</summary>
    public static readonly string[] Names = [.. Selection, .. Presentation];

    /// <summary><c>crs</c>: the CRS of the answer; CRS84 without it.</summary>
    public static Crs Crs(HttpContext context) => QueryReader.Text(context, "crs") is { } text ? Spatial.Crs.Parse(text) : Spatial.Crs.Crs84;

    /// <summary><c>sortby</c>: names apart by commas, each with + (ascending, the default) or - before it. A plus arrives as a space from many clients.</summary>
    public static IReadOnlyList<SortTerm> SortBy(HttpContext context, LayerDef layer)
    {
        if (QueryReader.Text(context, "sortby") is not { } text)
            return [];
        var keys = text.Split(',').Select(k => k.Length > 0 && k[0] is '+' or '-' or ' ' ? new SortTerm(k[1..], k[0] == '-') : new SortTerm(k)).ToArray();
        if (keys.Length > FeatureOrder.MaxKeys)
            throw QueryReader.Problem(ProblemCode.TooLarge, "sortby", $"sortby 最多 {FeatureOrder.MaxKeys} 个字段。", $"sortby takes at most {FeatureOrder.MaxKeys} names.",
                $"≤ {FeatureOrder.MaxKeys}");
        _ = FeatureOrder.Complete(layer, keys);
        return keys;
    }

    /// <summary><c>properties</c>: names of fields apart by commas; empty: none; absent: all, with the version.</summary>
    public static (IReadOnlyList<int>? Fields, bool Version) Properties(HttpContext context, LayerDef layer)
    {
        if (QueryReader.Text(context, "properties") is not { } text)
            return (null, true);
        var names = text.Split(',', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
            if (layer.IndexOf(name) < 0 && name != "version")
                throw QueryReader.Problem(ProblemCode.UnknownName, "properties", $"图层“{layer.TitleZh}”没有字段“{name}”。",
                    $"Layer '{layer.Name}' has no field '{name}'.", [.. layer.Fields.Select(f => f.Name), "version"]);
        return ([.. Enumerable.Range(0, layer.Fields.Count).Where(i => names.Contains(layer.Fields[i].Name))], names.Contains("version"));
    }

    /// <summary><c>offset</c>: features passed over, for clients that cannot follow links.</summary>
    public static long Offset(HttpContext context)
    {
        if (QueryReader.Text(context, "offset") is not { } text)
            return 0;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) || offset > int.MaxValue)
            throw QueryReader.Problem(ProblemCode.OutOfRange, "offset", $"offset“{text}”应为 0 至 {int.MaxValue} 的整数。",
                $"offset '{text}' must be a whole number from 0 to {int.MaxValue}.", $"0–{int.MaxValue}");
        if (offset > 0 && QueryReader.Text(context, "cursor") is not null)
            throw QueryReader.Problem(ProblemCode.InvalidValue, "offset", "offset 与 cursor 不能同时使用。", "offset and cursor exclude each other.", "offset", "cursor");
        return offset;
    }

    /// <summary><c>count</c>: how numberMatched is found.</summary>
    public static CountMode Count(HttpContext context) => QueryReader.Text(context, "count") switch
    {
        null or "auto" => CountMode.Auto,
        "exact" => CountMode.Exact,
        "estimated" => CountMode.Estimated,
        "none" => CountMode.None,
        var other => throw QueryReader.Problem(ProblemCode.UnknownName, "count", $"count“{other}”未知。", $"count '{other}' is not known.",
            "auto", "exact", "estimated", "none"),
    };

    /// <summary><c>q</c>: free text.</summary>
    public static TextSearch? Search(HttpContext context, LayerDef layer) => QueryReader.Text(context, "q") is { } text ? TextSearch.Read(text, layer) : null;

    /// <summary>The shape of the answer.</summary>
    public static FeatureShape Shape(HttpContext context, LayerDef layer)
    {
        var (fields, version) = Properties(context, layer);
        var shape = new FeatureShape(layer, Crs(context)) { Version = version, Geometry = QueryReader.Flag(context, "skipGeometry") != true };
        return fields is null ? shape : shape with { Fields = fields };
    }
}
