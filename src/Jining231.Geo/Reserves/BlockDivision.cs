using System.Globalization;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves;

/// <summary>
/// Acts that touch several entries at once. The land stays what it was found to be: new entries carry on the finding, term and
/// override of the one they come from.
/// </summary>
internal static class BlockDivision
{
    private const int MaxText = 500;

    /// <summary>The block keeps the first part; each other part becomes a block of its own.</summary>
    public static IReadOnlyList<FeatureChange> Split(ReserveActRequest request, FeatureRow block, Dictionary<string, object?> values)
    {
        BlockCuts.RequireParts(block.ReadGeometry()!, request.Parts);
        return
        [
            ReserveEngine.Update(request, request.Parts[0], values),
            .. request.Parts.Skip(1).Select((part, i) => Offspring(request, block, i + 2, part, [])),
        ];
    }

    /// <summary>The part becomes an activated block of its own; the block keeps the rest as a reserve.</summary>
    public static IReadOnlyList<FeatureChange> ActivatePart(
        ReserveActRequest request, FeatureRow block, Geometry part, Geometry rest, Dictionary<string, object?> values) =>
    [
        ReserveEngine.Update(request, rest, new() { ["document_no"] = request.DocumentNo }),
        Offspring(request, block, (int)block.Version + 1, part, values),
    ];

    /// <summary>The others' land comes to the block, which ends when the first of them would have; the others are released.</summary>
    public static IReadOnlyList<FeatureChange> Merge(
        ReserveActRequest request, FeatureRow block, IReadOnlyList<FeatureRow> others, Dictionary<string, object?> values, DateTimeOffset at)
    {
        for (var i = 0; i < others.Count; i++)
            RequireMergeable(request.Others[i], block, others[i], $"/others/{i}", at);
        FeatureRow[] all = [block, .. others];
        values["in_force_to"] = all.Select(b => b.Instant("in_force_to")).Where(t => t is not null).Min();
        values["eligibility_digest"] = CanonicalJson.Digest(json =>
        {
            json.WriteStartArray();
            foreach (var one in all)
                json.WriteStringValue(one.Text("eligibility_digest"));
            json.WriteEndArray();
        });
        var overrides = string.Join("；", all.Select(b => b.Text("override_document_no")).Where(d => d is not null).Distinct(StringComparer.Ordinal));
        values["override_document_no"] = overrides.Length == 0 ? null : overrides[..Math.Min(overrides.Length, MaxText)];
        return
        [
            ReserveEngine.Update(request, BlockCuts.Union([.. all.Select(b => b.ReadGeometry()!)]), values),
            .. others.Select(o => new UpdateFeature("reserves", o.Id, o.Version, null, new Dictionary<string, object?>
            {
                ["state"] = ReserveLifecycle.Released,
                ["document_no"] = request.DocumentNo,
            })),
        ];
    }

    private static void RequireMergeable(SeenBlock seen, FeatureRow block, FeatureRow other, string field, DateTimeOffset at)
    {
        ReserveLifecycle.Require(ReserveLifecycle.StateAt(other, at), ReserveAct.Merge);
        ReserveEngine.RequireVersion(seen.Version, other, field + "/version");
        if (other.Text("park_id") != block.Text("park_id"))
            throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue,
                $"“{other.Id}”属于另一园区，不能合并。", $"'{other.Id}' belongs to another park and cannot be merged.")
            {
                Field = field,
                Allowed = ["park_id = " + block.Text("park_id")],
            });
    }

    /// <summary>A new block out of another; its id is made from the block's state, so that a retry gives the same.</summary>
    private static CreateFeature Offspring(ReserveActRequest request, FeatureRow block, int number, Geometry land, Dictionary<string, object?> changed)
    {
        var values = new Dictionary<string, object?>();
        foreach (var field in block.Layer.Fields)
            values[field.Name] = block[field.Name];
        foreach (var (name, value) in changed)
            values[name] = value;
        var suffix = string.Create(CultureInfo.InvariantCulture, $" · {number}");
        var title = block.Text("name") ?? block.Id;
        values["name"] = title[..Math.Min(title.Length, MaxText - suffix.Length)] + suffix;
        values["document_no"] = request.DocumentNo;
        return new CreateFeature("reserves", DerivedId.Of($"jining231 reserves {block.Id} {block.Version} {number}"), Wkb.Write(land), values);
    }
}
