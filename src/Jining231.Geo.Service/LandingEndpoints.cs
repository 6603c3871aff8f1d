using System.Text.Json;
using Jining231.Geo.Service.ApiDescription;
using Jining231.Geo.Service.Html;
using Jining231.Geo.Service.Processes;
using Jining231.Geo.Service.Tiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>OGC API landing page (JSON for clients, HTML for people) and conformance.</summary>
internal static class LandingEndpoints
{
    /// <summary>Only what this service truly does.</summary>
    private static readonly string[] ConformsTo =
    [
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
        "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
        "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/create-replace-delete",
        "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/update",
        "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/features",
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
        "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
        "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/returnables-and-receivables",
        "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/queryables",
        "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/sortables",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/collections-selection",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
        "http://www.opengis.net/spec/tms/2.0/conf/tilematrixset",
        "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
        "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
        "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
        "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
        "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
        "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
        "http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
        "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
        // The name of the draft, which QGIS looks for.
        "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-operators",
        "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
        "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
        "http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
        "http://www.opengis.net/spec/cql2/1.0/conf/array-functions",
        "http://www.opengis.net/spec/cql2/1.0/conf/property-property",
        "http://www.opengis.net/spec/cql2/1.0/conf/arithmetic",
        "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/ogc-process-description",
        "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/json",
        "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/job-list",
        "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/dismiss",
    ];

    public static void MapLanding(this WebApplication app, ServiceOptions options, ProcessHost host)
    {
        app.MapGet("/", context => LandingAsync(context, options));
        app.MapGet("/conformance", ConformanceAsync);
        app.MapGet("/api", context =>
        {
            QueryReader.Allow(context);
            return Json.WriteAsync(context, Links.OpenApiMedia, json => ApiDocument.Make(options, host.Processes.All, Links.Base(context)).WriteTo(json));
        });
    }

    private static Task LandingAsync(HttpContext context, ServiceOptions options)
    {
        QueryReader.Allow(context, "f");
        return Pages.IsAsked(context, Json.Media)
            ? LandingPage.WriteAsync(context, options.Store.Describe())
            : Json.WriteAsync(context, Json.Media, json => Write(json, Links.Base(context)));
    }

    private static void Write(Utf8JsonWriter json, string root)
    {
        json.WriteStartObject();
        json.WriteString("title", "济宁“231”选址与留白");
        json.WriteString("description", "Siting and the 留白 land account of Jining (Jining231.Geo).");
        json.WriteStartArray("links");
        Links.Write(json, root + "/", "self", Json.Media, "This page");
        Links.Write(json, root + "/?f=html", "alternate", "text/html", "This page for people");
        Links.Write(json, root + "/api", "service-desc", Links.OpenApiMedia, "API description (OpenAPI 3.0)");
        Links.Write(json, root + "/docs", "service-doc", "text/html", "The API for people");
        Links.Write(json, root + "/conformance", "conformance", Json.Media, "Conformance classes");
        Links.Write(json, root + "/collections", "data", Json.Media, "Layers");
        Links.Write(json, root + "/processes", "http://www.opengis.net/def/rel/ogc/1.0/processes", Json.Media, "Processes");
        Links.Write(json, root + "/jobs", "http://www.opengis.net/def/rel/ogc/1.0/job-list", Json.Media, "Jobs");
        Links.Write(json, root + "/tiles", Tilesets.ListRelation, Json.Media, "Vector tiles of several layers");
        Links.Write(json, root + "/tileMatrixSets", "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", Json.Media, "Tile matrix sets");
        Links.Write(json, root + "/catalog", "describedby", Json.Media, "Fields, code lists and styles of the layers");
        Links.Write(json, root + "/map", "related", "text/html", "Map viewer");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Task ConformanceAsync(HttpContext context)
    {
        QueryReader.Allow(context, "f");
        return Pages.AnswerAsync(context, Json.Media, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("conformsTo");
            foreach (var uri in ConformsTo)
                json.WriteStringValue(uri);
            json.WriteEndArray();
            json.WriteEndObject();
        }, new PageHead("符合性声明", "Conformance"));
    }
}
