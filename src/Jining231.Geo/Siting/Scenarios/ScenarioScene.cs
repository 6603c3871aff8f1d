using Jining231.Geo.Editing;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Siting.Scenarios;

/// <summary>The record with a scenario's edits on top.</summary>
internal static class ScenarioScene
{
    /// <summary>Applies the edits. An edit of a feature that is not there, or a new one that is, is a problem at its pointer.</summary>
    public static LandScene Apply(LandScene scene, IReadOnlyList<ScenarioEdit> edits)
    {
        if (edits.Count == 0)
            return scene;
        if (Problems(scene, edits) is { Count: > 0 } problems)
            throw new GeoProblemException(problems);
        var edited = edits.ToDictionary(
            e => (e.Layer.Name, e.Id), e => e.Draft is { } draft ? SceneFeature.From(Row(e, draft, scene.Find(e.Layer.Name, e.Id)?.Row)) : null);
        return LandScene.From(
            [
                .. LayerCatalog.All.SelectMany(l => scene[l.Name]).Where(f => !edited.ContainsKey((f.Layer, f.Id))), .. edited.Values.OfType<SceneFeature>(),
            ], scene.Revisions, scene.At);
    }

    /// <summary>Why the edits cannot be applied, each with the pointer of its edit; none if they can.</summary>
    public static IReadOnlyList<GeoProblem> Problems(LandScene scene, IReadOnlyList<ScenarioEdit> edits)
    {
        var problems = new List<GeoProblem>();
        var edited = new HashSet<(string Layer, string Id)>();
        foreach (var edit in edits)
        {
            var known = scene.Find(edit.Layer.Name, edit.Id);
            if (!edited.Add((edit.Layer.Name, edit.Id)))
                problems.Add(new(ProblemCode.InvalidValue, $"“{edit.Id}”只能改一次。", $"'{edit.Id}' can be edited once.") { Field = edit.At + "/id" });
            else if (edit.Kind == EditKind.Create && known is not null)
                problems.Add(new(ProblemCode.AlreadyExists, $"编号“{edit.Id}”已存在。", $"The id '{edit.Id}' is already taken.") { Field = edit.At + "/id" });
            else if (edit.Kind != EditKind.Create && known is null)
                problems.Add(new(ProblemCode.NotFound, $"没有“{edit.Id}”。", $"There is no '{edit.Id}'.") { Field = edit.At + "/id" });
        }

        return problems;
    }

    private static FeatureRow Row(ScenarioEdit edit, FeatureDraft draft, FeatureRow? known)
    {
        var kept = edit.Kind == EditKind.Update ? known : null;
        var values = edit.Layer.Fields.Select(f => draft.Values.TryGetValue(f.Name, out var value) ? value : kept?[f.Name]);
        ReadOnlyMemory<byte>? wkb = draft.HasGeometry ? draft.Geometry is { } geometry ? Wkb.Write(geometry) : null : kept?.Wkb;
        return new FeatureRow(edit.Layer, edit.Id, (known?.Version ?? 0) + 1, wkb, [.. values]);
    }
}
