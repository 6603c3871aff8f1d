using System.Globalization;
using System.Text;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Exchange.BoundaryPoints;

/// <summary>
/// 界址点 TXT, the text in which land offices exchange plot outlines: <c>[属性描述]</c>, <c>[地块坐标]</c>, and per 地块 a line
/// 点数,面积,编号,名称,面,图幅号,用途,地类编码,@ followed by its points. No ministry original of the form was found; it follows published
/// requirement sheets (<c>anchors/services-and-siting.md</c> (d)). 点数 counts the closing points; areas are 平面面积 of zone 39 in hectares.
/// Features without geometry have no plot. GB18030, because the programs that read it take Chinese text for that.
/// </summary>
public sealed class BoundaryTxt : IRowFile
{
    /// <summary>Media type.</summary>
    public const string Media = "text/plain";

    private const int FlushCharacters = 64 * 1024;

    private readonly FeatureShape _shape;
    private readonly Stream _target;
    private readonly int _name;
    private readonly StringBuilder _text = new();

    /// <summary>Begins the text.</summary>
    /// <param name="shape">What is shown of a feature; its CRS is EPSG:4527.</param>
    /// <param name="recordedAt">When the layer was last written: the date of the data.</param>
    /// <param name="target">Where it goes; not disposed.</param>
    /// <exception cref="GeoProblemException">The layer has no areas, or its geometry is left out, or another CRS was asked for.</exception>
    public BoundaryTxt(FeatureShape shape, DateTimeOffset recordedAt, Stream target)
    {
        ArgumentNullException.ThrowIfNull(shape);
        _shape = shape;
        _target = target;
        _name = shape.Layer.IndexOf("name");
        if (shape.Layer.Geometry != GeometryKind.MultiPolygon || !shape.Geometry)
            throw Problem("f", "界址点 TXT 只记录面状地块。", "A 界址点 TXT holds areas only.", ["gpkg", "shp"]);
        if (shape.Crs != Crs.Epsg4527)
            throw Problem("crs", "界址点 TXT 的坐标系为 EPSG:4527（第39带）。", "A 界址点 TXT is in EPSG:4527 (zone 39).", ["EPSG:4527"]);
        _text.Append("[属性描述]\r\n格式版本号=\r\n数据产生单位=\r\n").Append(CultureInfo.InvariantCulture, $"数据产生日期={recordedAt.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd}\r\n")
            .Append("坐标系=2000国家大地坐标系\r\n几度分带=3\r\n投影类型=高斯克吕格\r\n计量单位=米\r\n带号=39\r\n精度=0.001\r\n转换参数=,,,,,,\r\n[地块坐标]\r\n");
    }

    /// <summary>The encoding of the text.</summary>
    public static Encoding Encoding { get; } = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    /// <inheritdoc/>
    public void Add(RawRow row)
    {
        if (!row.HasGeometry)
            return;
        var values = row.ToFeatureRow();
        var name = _name >= 0 ? PlainText.Of(values.Values[_name]) ?? "" : "";
        var shape = WkbProjection.ReadXy(row.Wkb, _shape.Crs);
        // Parts are plots of their own: rings of several outlines under one head cannot be told from holes.
        for (var i = 0; i < shape.NumGeometries; i++)
        {
            var part = shape.NumGeometries == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{i + 1}");
            BoundaryPlot.Append(_text, (Polygon)shape.GetGeometryN(i), values.Id + part, name + part);
        }

        if (_text.Length > FlushCharacters)
            Flush();
    }

    /// <inheritdoc/>
    public void Complete() => Flush();

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Flush()
    {
        _target.Write(Encoding.GetBytes(_text.ToString()));
        _text.Clear();
    }

    private static GeoProblemException Problem(string field, string zh, string en, string[] allowed) =>
        new(new GeoProblem(ProblemCode.InvalidValue, zh, en) { Field = field, Allowed = allowed });
}
