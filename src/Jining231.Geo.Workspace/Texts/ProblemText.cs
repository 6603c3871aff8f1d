using System.Globalization;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Workspace.Texts;

/// <summary>Problems as sentences for a person: what is wrong and what to do.</summary>
public static class ProblemText
{
    /// <summary>All problems of a failure, one a line; a named feature in the way comes with its holder, end and area.</summary>
    public static string Of(Exception failure, Lang lang) => failure switch
    {
        GeoProblemException e => string.Join('\n', e.Problems.Select(p => Of(p, lang))),
        OperationCanceledException => lang == Lang.En ? "Cancelled; nothing was changed." : "已取消，没有改动任何数据。",
        _ => lang == Lang.En
            ? $"The program failed: {failure?.Message} Try again; if it stays, send this text to support."
            : $"程序出错：{failure?.Message} 请重试；如仍出现，请将此文字发给技术支持。",
    };

    /// <summary>One problem.</summary>
    public static string Of(GeoProblem problem, Lang lang)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var text = FieldTitles.Name(lang == Lang.En ? problem.MessageEn : problem.MessageZh, lang);
        return problem.Feature is { } feature ? text + Conflict(feature, lang) : text;
    }

    private static string Conflict(ProblemFeature feature, Lang lang)
    {
        var parts = new List<string> { lang == Lang.En ? $"In the way: {feature.Name ?? feature.Id}" : $"冲突地块：{feature.Name ?? feature.Id}" };
        if (feature.Holder is { } holder)
            parts.Add(lang == Lang.En ? $"holder {holder}" : $"持有人 {holder}");
        if (feature.Until is { } until)
            parts.Add((lang == Lang.En ? "until " : "至 ") + until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (feature.OverlapM2 is { } m2)
            parts.Add((lang == Lang.En ? "overlap " : "重叠 ") + m2.ToString("0.00", CultureInfo.InvariantCulture) + (lang == Lang.En ? " m² (planar, EPSG:4548)" : " m²（平面面积）"));
        return lang == Lang.En ? $" [{string.Join(", ", parts)}]" : $"［{string.Join("，", parts)}］";
    }
}
