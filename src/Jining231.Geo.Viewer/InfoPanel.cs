using Avalonia.Controls;
using Jining231.Geo.Workspace.Identify;
using Jining231.Geo.Workspace.Mapping;
using Jining231.Geo.Workspace.Search;
using Jining231.Geo.Workspace.Texts;

namespace Jining231.Geo.Viewer;

/// <summary>What was asked, found or measured, as cards.</summary>
internal sealed class InfoPanel
{
    private readonly StackPanel _cards = new() { Margin = new(10), Spacing = 4 };
    private readonly Lang _lang;

    public InfoPanel(Lang lang)
    {
        _lang = lang;
        View = new ScrollViewer { Content = _cards };
    }

    public Control View { get; }

    public void Show(string text, string heading = "") =>
        Show(heading.Length == 0 ? [Say.Text(text)] : [Say.Text(heading, 15, true), Say.Text(text)]);

    /// <summary>Cards of what lies at a place.</summary>
    public void Show(IReadOnlyList<IdentifyCard> cards)
    {
        if (cards.Count == 0)
            Show(Say.In(_lang, "这里没有要素。可打开更多图层后再点。", "Nothing here. Turn on more layers and click again."));
        else
            Show([.. cards.Select(CardOf)]);
    }

    /// <summary>What a search found; a button each.</summary>
    public void Show(SearchResult result, Action<MapFeature> go) => Show(
    [
        Say.Text(result.IsEmpty ? Say.In(_lang, "没有找到。可输入名称、编号，或 4490/4548/4527 坐标。", "Nothing found. Type a name, an id, or coordinates in 4490/4548/4527.") : Say.In(_lang, "查找结果", "Found"), 15, true),
        .. result.Features.Select(f => Say.Button($"{f.Name} · {Say.In(_lang, f.Row.Layer.TitleZh, f.Row.Layer.TitleEn)}", () => go(f))),
    ]);

    private Border CardOf(IdentifyCard card) => Say.Card(
    [
        Say.Text(card.Heading, 15, true), Say.Text($"{card.Layer} · {card.Quality}", 12, brush: Say.Quiet),
        .. card.Lines.Select(l => (Control)Say.Text(l.Title + Say.In(_lang, "：", ": ") + l.Value, 12)),
    ]);

    private void Show(Control[] controls)
    {
        _cards.Children.Clear();
        _cards.Children.AddRange(controls);
    }
}
