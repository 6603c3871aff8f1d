using Jining231.Geo.Layers;
using Jining231.Geo.Layers.Cql2;
using Jining231.Geo.Spatial;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>Reads <c>filter</c>, <c>filter-lang</c> and <c>filter-crs</c> (OGC API - Features, Part 3).</summary>
internal static class FilterReader
{
    /// <summary>The parameters, in the order in which they are described.</summary>
    public static readonly string[] Names = ["filter", "filter-lang", "filter-crs"];

    /// <summary>The filter bound to the layer, or null without the parameter; the language is cql2-text unless named.</summary>
    public static LayerFilter? Read(HttpContext context, LayerDef layer)
    {
        var language = QueryReader.Text(context, "filter-lang") switch
        {
            null or "cql2-text" => FilterLanguage.Text,
            "cql2-json" => FilterLanguage.Json,
            var other => throw QueryReader.Problem(ProblemCode.UnknownName, "filter-lang", $"不支持过滤语言“{other}”。",
                $"The filter language '{other}' is not offered.", "cql2-text", "cql2-json"),
        };
        var crs = QueryReader.Text(context, "filter-crs") is { } name ? Crs.Parse(name, "filter-crs") : Crs.Crs84;
        return QueryReader.Text(context, "filter") is { } text ? LayerFilter.Read(text, language, layer, crs) : null;
    }
}
