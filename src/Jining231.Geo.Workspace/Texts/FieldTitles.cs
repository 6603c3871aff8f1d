namespace Jining231.Geo.Workspace.Texts;

/// <summary>The fields of a request by the names the form shows, instead of those of the JSON.</summary>
public static class FieldTitles
{
    private static readonly Dictionary<string, Words> Known = new(StringComparer.Ordinal)
    {
        ["parkId"] = new("园区", "Park"),
        ["tier"] = new("级别", "Tier"),
        ["holder"] = new("持有人", "Holder"),
        ["documentNo"] = new("文号", "Document number"),
        ["purpose"] = new("用途", "Purpose"),
        ["heldUntil"] = new("暂留天数", "Days of a hold"),
        ["overrideDocumentNo"] = new("例外批准文号", "Document that permits an exception"),
        ["industry"] = new("产业", "Industry"),
        ["investmentYi"] = new("投资额", "Investment"),
        ["areaMu"] = new("面积", "Area"),
        ["minWidthM"] = new("最小宽度", "Smallest width"),
        ["hazard"] = new("危险等级", "Hazard class"),
        ["needs"] = new("须邻近", "Must be near"),
    };

    /// <summary>A message that begins with the JSON name of a known field, with the name the form shows in its place; others as they are.</summary>
    public static string Name(string message, Lang lang)
    {
        ArgumentNullException.ThrowIfNull(message);
        var end = message.AsSpan().IndexOfAny("：: ");
        return end > 0 && Known.TryGetValue(message[..end].Trim('\''), out var title) ? title.In(lang) + message[end..] : message;
    }
}
