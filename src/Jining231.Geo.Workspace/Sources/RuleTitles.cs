using System.Text.Json;
using Jining231.Geo.Rules;
using Jining231.Geo.Workspace.Texts;

namespace Jining231.Geo.Workspace.Sources;

/// <summary>A key of the rules with its titles.</summary>
/// <param name="Key">Wire key.</param>
/// <param name="Title">Titles.</param>
public sealed record RuleTitle(string Key, Words Title);

/// <summary>The part of the rules that forms and result cards show.</summary>
/// <param name="Industries">Industries a project can name.</param>
/// <param name="Needs">What can be asked to be near.</param>
/// <param name="Criteria">Scoring criteria.</param>
/// <param name="Rules">Rules that remove land.</param>
public sealed record RuleTitles(
    IReadOnlyList<RuleTitle> Industries, IReadOnlyList<RuleTitle> Needs, IReadOnlyList<RuleTitle> Criteria, IReadOnlyList<RuleTitle> Rules)
{
    /// <summary>Title of a rule, or its key.</summary>
    public string Rule(string key, Lang lang) => Find(Rules, key, lang);

    /// <summary>Title of a criterion, or its key.</summary>
    public string Criterion(string key, Lang lang) => Find(Criteria, key, lang);

    /// <summary>Title of a need, or its key.</summary>
    public string Need(string key, Lang lang) => Find(Needs, key, lang);

    /// <summary>From a rule pack.</summary>
    public static RuleTitles Of(RulePack rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new(
            [.. rules.Industries.Select(i => new RuleTitle(i.Key, new(i.Zh, i.En)))],
            [.. rules.NeedKinds.Select(n => new RuleTitle(n.Key, new(n.Zh, n.En)))],
            [.. rules.Scoring.Criteria.Select(c => new RuleTitle(c.Key, new(c.Zh, c.En)))],
            [.. rules.Rules.Select(r => new RuleTitle(r.Key, new(r.Zh, r.En)))]);
    }

    /// <summary>From the document at <c>/rules</c>.</summary>
    public static RuleTitles Of(JsonElement rules) =>
        new(Read(rules, "industries"), Read(rules, "needKinds"), Read(rules, "criteria"), Read(rules, "rules"));

    private static RuleTitle[] Read(JsonElement rules, string list) =>
    [
        .. rules.GetProperty(list).EnumerateArray().Select(e => new RuleTitle(
            e.GetProperty("key").GetString()!, new(e.GetProperty("zh").GetString()!, e.GetProperty("en").GetString()!))),
    ];

    private static string Find(IReadOnlyList<RuleTitle> titles, string key, Lang lang) =>
        titles.FirstOrDefault(t => t.Key == key)?.Title.In(lang) ?? key;
}
