using System.Text.Json;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Service;

/// <summary>
/// The API description as OpenAPI 3.0. Paths are written out per layer and <c>limit</c> is a named component, because that
/// is where QGIS and GDAL look for queryables and page sizes.
/// </summary>
internal static class OpenApi
{
    private static readonly (string Path, string Summary)[] Plain =
    [
        ("/", "首页 / Landing page"), ("/conformance", "符合性 / Conformance"), ("/collections", "图层 / Layers"),
        ("/catalog", "字段与图例 / Fields and styles"), ("/rules", "规则 / Rules"), ("/reserves", "留白台账 / The reserve account"),
        ("/health/live", "存活 / Alive"), ("/health/ready", "就绪 / Ready"),
    ];

    private static readonly (string Path, string Summary)[] Posts =
    [
        ("/processes/siting/execution", "选址 / Siting"), ("/processes/solar/execution", "沉陷区光伏 / Photovoltaics on subsided land"),
        ("/reserves", "暂留或留白 / Hold or reserve"),
    ];


    public static void Write(Utf8JsonWriter json, StoreDescription store, string root)
    {
        json.WriteStartObject();
        json.WriteString("openapi", "3.0.3");
        json.WriteStartObject("info");
        json.WriteString("title", "Jining231.Geo");
        json.WriteString("version", typeof(OpenApi).Assembly.GetName().Version!.ToString(3));
        json.WriteEndObject();
        json.WriteStartArray("servers");
        json.WriteStartObject();
        json.WriteString("url", root);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("paths");
        foreach (var (path, summary) in Plain)
        {
            json.WriteStartObject(path);
            Operation(json, "get", summary, Json.Media, "200");
            foreach (var (_, post) in Posts.Where(p => p.Path == path))
                Operation(json, "post", post, Json.GeoMedia, "201", hasBody: true);
            json.WriteEndObject();
        }

        foreach (var (path, summary) in Posts.Where(p => Plain.All(q => q.Path != p.Path)))
        {
            json.WriteStartObject(path);
            Operation(json, "post", summary, Json.Media, "200", hasBody: true);
            json.WriteEndObject();
        }

        foreach (var layer in store.Layers)
            WriteLayer(json, layer);
        WriteReserve(json);
        json.WriteEndObject();
        WriteComponents(json);
        json.WriteEndObject();
    }

    private static void WriteLayer(Utf8JsonWriter json, LayerDef layer)
    {
        json.WriteStartObject($"/collections/{layer.Name}");
        Operation(json, "get", $"{layer.TitleZh} / {layer.TitleEn}", Json.Media, "200");
        json.WriteEndObject();
        json.WriteStartObject($"/collections/{layer.Name}/items");
        Operation(json, "get", $"{layer.TitleZh} / {layer.TitleEn}", Json.GeoMedia, "200", parameters: () =>
        {
            foreach (var name in Items.ItemParameters.Names)
                Reference(json, name);
            foreach (var field in layer.Fields.Where(f => f.Type != FieldType.TextArray))
                Parameter(json, field.Name, "query", field.Type switch
                {
                    FieldType.Integer => "integer",
                    FieldType.Real => "number",
                    FieldType.Boolean => "boolean",
                    _ => "string",
                }, field.Codelist);
        });
        json.WriteEndObject();
        foreach (var (name, zh, en) in ((string, string, string)[])[("schema", "字段", "Schema"), ("queryables", "可查询属性", "Queryables"), ("sortables", "可排序属性", "Sortables")])
        {
            json.WriteStartObject($"/collections/{layer.Name}/{name}");
            Operation(json, "get", $"{layer.TitleZh}：{zh} / {en}", SchemaEndpoints.Media, "200");
            json.WriteEndObject();
        }

        json.WriteStartObject($"/collections/{layer.Name}/items/{{featureId}}");
        Operation(json, "get", $"{layer.TitleZh} / {layer.TitleEn}", Json.GeoMedia, "200", parameters: () =>
        {
            Parameter(json, "featureId", "path", "string", null);
            Reference(json, "datetime");
            Reference(json, "crs");
        });
        json.WriteEndObject();
    }

    private static void WriteReserve(Utf8JsonWriter json)
    {
        json.WriteStartObject("/reserves/{id}");
        Operation(json, "get", "地块 / One block", Json.GeoMedia, "200", parameters: () => Parameter(json, "id", "path", "string", null));
        json.WriteEndObject();
        json.WriteStartObject("/reserves/{id}/actions/{act}");
        Operation(json, "post", "对地块的操作 / An act on a block", Json.GeoMedia, "200", hasBody: true, parameters: () =>
        {
            Parameter(json, "id", "path", "string", null);
            Parameter(json, "act", "path", "string", null);
            Parameter(json, "If-Match", "header", "string", null);
        });
        json.WriteEndObject();
    }

    private static void Operation(
        Utf8JsonWriter json, string method, string summary, string media, string success, bool hasBody = false, Action? parameters = null)
    {
        json.WriteStartObject(method);
        json.WriteString("summary", summary);
        if (parameters is not null)
        {
            json.WriteStartArray("parameters");
            parameters();
            json.WriteEndArray();
        }

        if (hasBody)
        {
            json.WriteStartObject("requestBody");
            json.WriteBoolean("required", true);
            Content(json, Json.Media);
            json.WriteEndObject();
        }

        json.WriteStartObject("responses");
        Response(json, success, "成功 / Success", media);
        Response(json, "default", "问题 / Problem (RFC 9457)", "application/problem+json");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Response(Utf8JsonWriter json, string status, string description, string media)
    {
        json.WriteStartObject(status);
        json.WriteString("description", description);
        Content(json, media);
        json.WriteEndObject();
    }

    private static void Content(Utf8JsonWriter json, string media)
    {
        json.WriteStartObject("content");
        json.WriteStartObject(media);
        json.WriteStartObject("schema");
        json.WriteString("type", "object");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Reference(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteString("$ref", "#/components/parameters/" + name);
        json.WriteEndObject();
    }

    private static void Parameter(Utf8JsonWriter json, string name, string place, string type, Codelist? list)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("in", place);
        json.WriteBoolean("required", place == "path");
        json.WriteString("style", place == "query" ? "form" : "simple");
        json.WriteBoolean("explode", false);
        json.WriteStartObject("schema");
        json.WriteString("type", type);
        if (list is not null)
        {
            json.WriteStartArray("enum");
            foreach (var code in list.Codes)
                json.WriteStringValue(code.Value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteComponents(Utf8JsonWriter json)
    {
        json.WriteStartObject("components");
        json.WriteStartObject("parameters");
        json.WritePropertyName("bbox");
        json.WriteRawValue("""{"name":"bbox","in":"query","required":false,"style":"form","explode":false,"schema":{"type":"array","minItems":4,"maxItems":6,"items":{"type":"number"}}}""");
        json.WritePropertyName("bbox-crs");
        json.WriteRawValue("""{"name":"bbox-crs","in":"query","required":false,"style":"form","explode":false,"schema":{"type":"string","format":"uri"}}""");
        json.WritePropertyName("limit");
        json.WriteRawValue($$$"""{"name":"limit","in":"query","required":false,"style":"form","explode":false,"schema":{"type":"integer","minimum":1,"maximum":{{{QueryReader.MaxLimit}}},"default":{{{QueryReader.DefaultLimit}}} }}""");
        json.WritePropertyName("cursor");
        json.WriteRawValue("""{"name":"cursor","in":"query","required":false,"style":"form","explode":false,"schema":{"type":"string"}}""");
        json.WritePropertyName("datetime");
        json.WriteRawValue("""{"name":"datetime","in":"query","required":false,"style":"form","explode":false,"schema":{"type":"string"}}""");
        json.WritePropertyName("filter");
        json.WriteRawValue("""{"name":"filter","in":"query","required":false,"style":"form","explode":false,"schema":{"type":"string"}}""");
        json.WritePropertyName("filter-lang");
        json.WriteRawValue("""{"name":"filter-lang","in":"query","required":false,"style":"form","explode":false,"schema":{"type":"string","enum":["cql2-text","cql2-json"],"default":"cql2-text"}}""");
        json.WritePropertyName("filter-crs");
        json.WriteRawValue("""{"name":"filter-crs","in":"query","required":false,"style":"form","explode":false,"schema":{"type":"string","format":"uri"}}""");
        json.WritePropertyName("crs");
        json.WriteRawValue("""{"name":"crs","in":"query","required":false,"style":"form","explode":false,"schema":{"type":"string","format":"uri"}}""");
        json.WritePropertyName("q");
        json.WriteRawValue("""{"name":"q","in":"query","required":false,"style":"form","explode":false,"schema":{"type":"string"}}""");
        json.WritePropertyName("sortby");
        json.WriteRawValue("""{"name":"sortby","in":"query","required":false,"style":"form","explode":false,"schema":{"type":"array","items":{"type":"string"}}}""");
        json.WritePropertyName("properties");
        json.WriteRawValue("""{"name":"properties","in":"query","required":false,"style":"form","explode":false,"schema":{"type":"array","items":{"type":"string"}}}""");
        json.WritePropertyName("skipGeometry");
        json.WriteRawValue("""{"name":"skipGeometry","in":"query","required":false,"style":"form","explode":false,"schema":{"type":"boolean","default":false}}""");
        json.WritePropertyName("offset");
        json.WriteRawValue("""{"name":"offset","in":"query","required":false,"style":"form","explode":false,"schema":{"type":"integer","minimum":0,"default":0}}""");
        json.WritePropertyName("f");
        json.WriteRawValue("""{"name":"f","in":"query","required":false,"style":"form","explode":false,"schema":{"type":"string"}}""");
        json.WritePropertyName("count");
        json.WriteRawValue("""{"name":"count","in":"query","required":false,"style":"form","explode":false,"schema":{"type":"string","enum":["auto","exact","estimated","none"],"default":"auto"}}""");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
