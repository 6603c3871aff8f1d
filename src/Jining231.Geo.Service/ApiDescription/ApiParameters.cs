using System.Text.Json.Nodes;
using Jining231.Geo.Jobs;
using Jining231.Geo.Layers;
using Jining231.Geo.Reserves;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tiles;

namespace Jining231.Geo.Service.ApiDescription;

/// <summary>Parameters of the API: those that several operations share are components, where QGIS and GDAL look for the page size.</summary>
internal static class ApiParameters
{
    /// <summary>Every shared parameter.</summary>
    public static JsonObject Components() => new(All().Select(p => KeyValuePair.Create(p["name"]!.GetValue<string>(), (JsonNode?)p)));

    /// <summary>A field of a layer as a parameter that asks for equality.</summary>
    public static JsonObject OfField(FieldDef field) => Query(field.Name, $"{field.TitleZh} / {field.TitleEn}", LayerSchemas.Value(field));

    /// <summary>A parameter in the address.</summary>
    public static JsonObject OfPath(string name)
    {
        var parameter = Make(name, "path", name switch
        {
            "tileMatrixSetId" => "瓦片矩阵集 / tile matrix set",
            "tileMatrix" => "级别 / level",
            "tileRow" => "行 / row",
            "tileCol" => "列 / column",
            "act" => "操作 / act",
            _ => "编号 / id",
        }, name switch
        {
            "tileMatrixSetId" => Schema.Text(null, TileMatrixSet.All.Select(s => s.Id)),
            "tileRow" or "tileCol" => Schema.Whole(null, 0),
            "act" => Schema.Text(null, Enum.GetValues<ReserveAct>().Select(ReserveActs.Name)),
            _ => Schema.Text(),
        });
        parameter["required"] = true;
        return parameter;
    }

    private static IEnumerable<JsonObject> All() =>
    [
        Query("bbox", "范围，按 bbox-crs 的轴序 / box in the axis order of bbox-crs", Numbers(4, 6)),
        Query("bbox-crs", "bbox 的坐标系，缺省 CRS84 / CRS of bbox, CRS84 by default", CrsName()),
        Query("datetime", "记录时间：当时已知的状态 / record time: what was known then (RFC 3339 instant or interval)", Schema.Text()),
        Query("q", "全文检索 / free text", Schema.Text()),
        Query("sortby", "排序：字段名，逗号分隔，前缀 - 为降序 / names apart by commas, - before one for descending", Schema.List(Schema.Text())),
        Query("filter", "CQL2 过滤条件；每条语句至多 10 秒，整层下载至多 120 秒 / CQL2 filter (OGC 21-065r2); at most 10 s per statement, 120 s for a complete download", Schema.Text()),
        Query("filter-lang", "过滤语言 / language of the filter", Default(Schema.Text(null, ["cql2-text", "cql2-json"]), "cql2-text")),
        Query("filter-crs", "过滤条件中图形的坐标系 / CRS of the filter's geometries", CrsName()),
        Query("limit", "每页个数；all 为整层下载 / features of a page; 'all' downloads the whole",
            Default(Schema.Whole(null, 1, QueryReader.MaxLimit), QueryReader.DefaultLimit)),
        Query("cursor", "下一页，取自 next 链接 / next page, taken from the next link", Schema.Text()),
        Query("offset", "跳过的个数 / features passed over", Default(Schema.Whole(null, 0, int.MaxValue), 0)),
        Query("f", "格式；gpkg、shp 为含全部要素的文件，缺省坐标系 EPSG:4490 / format; gpkg and shp are files of everything, in EPSG:4490 by default", Schema.Text()),
        Query("crs", "返回坐标的坐标系，缺省 CRS84 / CRS of the answer, CRS84 by default", CrsName()),
        Query("properties", "返回的字段 / fields of the answer", Schema.List(Schema.Text())),
        Query("skipGeometry", "不返回图形 / leave geometry out", Default(Schema.Flag(), false)),
        Query("count", "numberMatched 的求法 / how numberMatched is found", Default(Schema.Text(null, ["auto", "exact", "estimated", "none"]), "auto")),
        Query("collections", "图层，逗号分隔 / layers apart by commas", Schema.List(Schema.Text())),
        Query("documentNo", "文号 / document number of the act", Schema.Text()),
        Query("parkId", "园区编号 / park id", Schema.Text()),
        Query("from", "此刻之后 / after this instant (RFC 3339)", Schema.Instant()),
        Query("to", "至此刻，含；缺省为现在 / up to this instant; by default now (RFC 3339)", Schema.Instant()),
        Query("use", "用途：建设或光伏 / use: building or photovoltaics", Default(Schema.Text(null, ["build", "pv"]), "build")),
        Query("setbacks", "试算距离（米）：规则=米，逗号分隔 / distances to try, m: rule=metres apart by commas", Schema.List(Schema.Text())),
        Query("since", "对比时刻，缺省为一个月前 / earlier moment to compare with, by default a month before (RFC 3339)", Schema.Instant()),
        Query("hazard", "危险等级，缺省按园区规则 / hazard class; by default that of the park's rules", Schema.Text(null, Codelists.Hazard.Codes.Select(c => c.Value))),
        Query("county", "行政区划代码 / adcode of a county", Schema.Text()),
        Query("layers", "图层，逗号分隔，缺省为全部 / layers apart by commas; by default all", Schema.List(Schema.Text())),
        Query("live", "是否有效 / live or not", Schema.Flag()),
        Query("processID", "过程 / process", Schema.Text()),
        Query("status", "状态 / status", Schema.Text(null, Enum.GetValues<JobStatus>().Select(JobStatuses.Name))),
        Make("If-Match", "header", "所见版本的 ETag；也可在正文中给出 version / ETag of the version seen; or version in the body", Schema.Text()),
        Make("Idempotency-Key", "header", "重试键 / key that makes a retry safe", Schema.Text()),
        Make("Content-Crs", "header", "正文坐标的坐标系，缺省 CRS84 / CRS of the body's coordinates, CRS84 by default", Schema.Text()),
        Make("Prefer", "header", "respond-async：作为作业执行 / respond-async: as a job", Schema.Text()),
    ];

    private static JsonObject Query(string name, string description, JsonObject schema) => Make(name, "query", description, schema);

    private static JsonObject Make(string name, string place, string description, JsonObject schema) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["description"] = description,
        ["required"] = false,
        ["style"] = place == "query" ? "form" : "simple",
        ["explode"] = false,
        ["schema"] = schema,
    };

    private static JsonObject Numbers(int least, int most)
    {
        var schema = Schema.List(Schema.Number(), max: most);
        schema["minItems"] = least;
        return schema;
    }

    private static JsonObject CrsName() => Default(Schema.Text(null, Crs.All.Select(c => c.Uri)), Crs.Crs84.Uri);

    private static JsonObject Default(JsonObject schema, JsonNode value)
    {
        schema["default"] = value;
        return schema;
    }
}
