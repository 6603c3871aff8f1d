using System.Globalization;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Jining231.Geo.Workspace.Mapping;
using Jining231.Geo.Workspace.Texts;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Workspace.Identify;

/// <summary>One line of a card.</summary>
/// <param name="Title">Field title.</param>
/// <param name="Value">Value with unit.</param>
public sealed record CardLine(string Title, string Value);

/// <summary>What is shown about one feature.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Heading">Its name.</param>
/// <param name="Layer">Title of its layer.</param>
/// <param name="Quality">Quality badge.</param>
/// <param name="Lines">Areas or length first, then the fields that carry a value.</param>
public sealed record IdentifyCard(MapFeature Feature, string Heading, string Layer, string Quality, IReadOnlyList<CardLine> Lines)
{
    /// <summary>Makes the card of a feature.</summary>
    public static IdentifyCard Of(MapFeature feature, AreaUnit unit, Lang lang)
    {
        ArgumentNullException.ThrowIfNull(feature);
        var (row, def) = (feature.Row, feature.Row.Layer);
        var lines = new List<CardLine>();
        if (feature.Plane is { Dimension: Dimension.Surface } surface)
        {
            lines.Add(new(lang == Lang.En ? "area" : "面积", AreaText.Of(AreaMeasure.Ellipsoidal(surface), unit, lang)));
            lines.Add(new(lang == Lang.En ? "area" : "面积", AreaText.Of(AreaMeasure.Planar(surface), unit, lang)));
        }
        else if (feature.Plane is { Dimension: Dimension.Curve } line)
        {
            lines.Add(new(lang == Lang.En ? "length" : "长度", AreaText.Length(line.Length) + (lang == Lang.En ? " (plane, EPSG:4548)" : "（平面，EPSG:4548）")));
        }
        else if (feature.Plane is null && def.Geometry != GeometryKind.None)
        {
            lines.Add(new(lang == Lang.En ? "place" : "位置", lang == Lang.En ? "not known; no shape is drawn" : "未知，不画图形"));
        }

        for (var i = 0; i < def.Fields.Count; i++)
            if (def.Fields[i] is { Name: not ("name" or "quality") } field && Text(row.Values[i], field, lang) is { Length: > 0 } value)
                lines.Add(new(lang == Lang.En ? field.TitleEn : field.TitleZh, value));
        lines.Add(new("id", row.Id));
        return new(feature, feature.Name, lang == Lang.En ? def.TitleEn : def.TitleZh,
            LayerNode.CodeTitle(Codelists.Quality, row.Text("quality") ?? "", lang), lines);
    }

    private static string? Text(object? value, FieldDef field, Lang lang) => value switch
    {
        null => null,
        string text => field.Codelist is { } list ? LayerNode.CodeTitle(list, text, lang) : text,
        bool truth => (truth, lang) switch { (true, Lang.En) => "yes", (false, Lang.En) => "no", (true, _) => "是", _ => "否" },
        double number => WithUnit(number.ToString("0.####", CultureInfo.InvariantCulture), field, lang),
        long number => WithUnit(number.ToString(CultureInfo.InvariantCulture), field, lang),
        DateTimeOffset at => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + (lang == Lang.En ? " (UTC+8)" : "（北京时间）"),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IReadOnlyList<string> list => string.Join(lang == Lang.En ? ", " : "、", list),
        _ => value.ToString(),
    };

    private static string WithUnit(string number, FieldDef field, Lang lang) => (field.Unit, lang) switch
    {
        (null or "1", _) => number,
        ("公顷", Lang.En) => number + " ha",
        ("人", Lang.En) => number + " people",
        var (unit, _) => $"{number} {unit}",
    };
}
