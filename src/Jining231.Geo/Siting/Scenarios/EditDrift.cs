using Jining231.Geo.Editing;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Siting.Scenarios;

/// <summary>An edit of a branch whose feature is another in the record compared with than in the one that the branch was made on.</summary>
/// <param name="Edit">The edit.</param>
/// <param name="Name">Name of the feature, or its id.</param>
/// <param name="Then">Version of the feature when the branch was made; null: it was not there.</param>
/// <param name="Now">Version in the record compared with; null: it is not there.</param>
public sealed record EditDrift(ScenarioEdit Edit, string Name, long? Then, long? Now)
{
    /// <summary>False if the edit cannot be applied: its feature is gone, or the id of a new one is taken.</summary>
    public bool Holds => Edit.Kind == EditKind.Create ? Now is null : Now is not null;

    /// <summary>What has happened, Chinese.</summary>
    public string Zh => (Then, Now) switch
    {
        ({ } then, { } now) => $"{Edit.Layer.TitleZh}“{Name}”建分支时为版本 {then}，现为版本 {now}。",
        ({ } then, null) => $"{Edit.Layer.TitleZh}“{Name}”建分支时为版本 {then}，现已删除，改动无法套用。",
        (null, { } now) => $"{Edit.Layer.TitleZh}编号“{Edit.Id}”建分支时未用，现已被“{Name}”占用（版本 {now}），改动无法套用。",
        _ => $"{Edit.Layer.TitleZh}没有“{Name}”。",
    };

    /// <summary>What has happened, English.</summary>
    public string En => (Then, Now) switch
    {
        ({ } then, { } now) => $"'{Name}' ({Edit.Layer.Name}) was at version {then} when the branch was made and is at version {now}.",
        ({ } then, null) => $"'{Name}' ({Edit.Layer.Name}) was at version {then} when the branch was made and has been deleted; the edit cannot be applied.",
        (null, { } now) => $"The id '{Edit.Id}' ({Edit.Layer.Name}) was free when the branch was made and is taken by '{Name}' (version {now}); the edit cannot be applied.",
        _ => $"There is no '{Name}' ({Edit.Layer.Name}).",
    };

    /// <summary>The drift of one edit, or null: its feature is the same in both records.</summary>
    public static EditDrift? Of(ScenarioEdit edit, FeatureRow? then, FeatureRow? now)
    {
        ArgumentNullException.ThrowIfNull(edit);
        return Same(then, now) ? null : new EditDrift(edit, (now ?? then)!.Text("name") ?? edit.Id, then?.Version, now?.Version);
    }

    /// <summary>A feature that was deleted and made again is another one, though its versions may be the same.</summary>
    private static bool Same(FeatureRow? a, FeatureRow? b) => (a, b) switch
    {
        (null, null) => true,
        ({ } x, { } y) => x.Version == y.Version && (x.Wkb ?? default).Span.SequenceEqual((y.Wkb ?? default).Span) && x.Values.Zip(y.Values).All(v => FeatureRow.SameValue(v.First, v.Second)),
        _ => false,
    };
}
