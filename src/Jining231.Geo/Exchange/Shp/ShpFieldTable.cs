using System.Globalization;
using System.Text;

namespace Jining231.Geo.Exchange.Shp;

/// <summary>The side table of a Shapefile: what each short name stands for, as a text that people read and spreadsheets open (columns apart by tabs).</summary>
internal static class ShpFieldTable
{
    public static byte[] Write(FeatureShape shape, IReadOnlyList<ShpColumn> columns)
    {
        var text = new StringBuilder("\uFEFF")
            .Append(CultureInfo.InvariantCulture, $"{shape.Layer.TitleZh} {shape.Layer.TitleEn}（{shape.Layer.Name}）\r\n")
            .Append("无值与空文本在 Shapefile 中相同；时间为 RFC 3339 文本（UTC）；是非值为 1、0；列表为 JSON。\r\n")
            .Append("A Shapefile keeps no value and an empty text alike; times are RFC 3339 texts (UTC), truth values 1 and 0, lists JSON.\r\n\r\n")
            .Append("字段 field\t原名 name\t名称\ttitle\t单位 unit\t被截断的值 values cut\t代码 codes\r\n");
        foreach (var column in columns)
        {
            var (zh, en) = column.Field is { } field ? (field.TitleZh, field.TitleEn) : column.LongName == "id" ? ("编号", "id") : ("行版本", "row version");
            var codes = column.Field?.Codelist is { } list ? string.Join("；", list.Codes.Select(c => $"{c.Value}={c.Zh} {c.En}")) : "";
            text.Append(CultureInfo.InvariantCulture, $"{column.Name}\t{column.LongName}\t{zh}\t{en}\t{column.Field?.Unit}\t{column.Cut}\t{codes}\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
