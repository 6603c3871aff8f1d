using System.Collections.Frozen;

namespace Jining231.Geo.Service.Html;

/// <summary>Words for members of documents: Chinese names, and the units of their numbers.</summary>
internal static class ViewWords
{
    private static readonly FrozenDictionary<string, string> Zh = new Dictionary<string, string>
    {
        ["id"] = "编号",
        ["title"] = "名称",
        ["description"] = "说明",
        ["version"] = "版本",
        ["type"] = "类型",
        ["status"] = "状态",
        ["message"] = "说明",
        ["progress"] = "进度",
        ["attempts"] = "尝试次数",
        ["created"] = "提交时间",
        ["started"] = "开始时间",
        ["finished"] = "结束时间",
        ["updated"] = "更新时间",
        ["expires"] = "保存至",
        ["kept"] = "保存时长",
        ["actor"] = "操作人",
        ["jobID"] = "作业",
        ["processID"] = "过程",
        ["jobs"] = "作业",
        ["processes"] = "过程",
        ["crs"] = "坐标系",
        ["layers"] = "图层",
        ["tilesets"] = "瓦片集",
        ["tileMatrixSets"] = "瓦片矩阵集",
        ["tileMatrices"] = "级别",
        ["tileMatrix"] = "级别",
        ["tileMatrixSetLimits"] = "各级别的范围",
        ["tileMatrixSetURI"] = "瓦片矩阵集标识",
        ["dataType"] = "数据类型",
        ["geometryDimension"] = "图形维数",
        ["minTileRow"] = "最小行号",
        ["maxTileRow"] = "最大行号",
        ["minTileCol"] = "最小列号",
        ["maxTileCol"] = "最大列号",
        ["scaleDenominator"] = "比例尺分母",
        ["cellSize"] = "像元大小",
        ["cornerOfOrigin"] = "起始角",
        ["pointOfOrigin"] = "起点",
        ["tileWidth"] = "瓦片宽",
        ["tileHeight"] = "瓦片高",
        ["matrixWidth"] = "列数",
        ["matrixHeight"] = "行数",
        ["orderedAxes"] = "轴序",
        ["uri"] = "标识",
        ["conformsTo"] = "符合性类",
        ["inputs"] = "输入",
        ["outputs"] = "输出",
        ["example"] = "示例",
        ["schema"] = "结构",
        ["minOccurs"] = "最少次数",
        ["maxOccurs"] = "最多次数",
        ["jobControlOptions"] = "执行方式",
        ["outputTransmission"] = "输出方式",
        ["result"] = "结果",
    }.ToFrozenDictionary();

    /// <summary>Name of a member for people.</summary>
    public static string Term(string name, Speech say) => !say.English && Zh.TryGetValue(name, out var term) ? term : name;

    /// <summary>Unit of the number of a member, with the space before it; none for counts and ordinals.</summary>
    public static string Unit(string name, bool degrees) => name switch
    {
        "progress" => " %",
        "cellSize" => degrees ? " °/px" : " m/px",
        "pointOfOrigin" => degrees ? " °" : " m",
        "tileWidth" or "tileHeight" => " px",
        _ => "",
    };
}
