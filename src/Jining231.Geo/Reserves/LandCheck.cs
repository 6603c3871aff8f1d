using Jining231.Geo.Eligibility;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves;

/// <summary>What was found about the land of a block.</summary>
/// <param name="Digest">SHA-256 over everything the finding rests on; stored with the block.</param>
/// <param name="OverrideDocumentNo">文号 by which the block stands on land that is not eligible, or null where it is.</param>
public sealed record LandFinding(string Digest, string? OverrideDocumentNo);

/// <summary>Judges the land of a block against park, live blocks and rules. Pure.</summary>
internal static class LandCheck
{
    /// <summary>Layers on whose revisions the finding rests, ordinal order.</summary>
    public static IReadOnlyList<string> RestsOn { get; } = ["controls", "coverage", "parcels", "parks", "sensitive", "transport"];

    /// <summary>
    /// The finding, or the reason why the block cannot stand: outside its park, over a live block, on land that is not eligible
    /// without an override. <paramref name="block"/> is in EPSG:4490; <paramref name="exceptId"/> is the block itself when it is judged again.
    /// </summary>
    public static LandFinding Judge(
        Geometry block, string parkId, LandScene scene, RulePack rules, ReserveUseCase use, string? exceptId)
    {
        var park = scene.Find("parks", parkId) ?? throw UnknownPark(parkId);
        var plane = Reproject.ToPlane(block);
        RequireInside(plane, park);
        if (Taken(plane, scene, exceptId) is { } taken)
            throw new GeoProblemException(taken);
        var industry = FindIndustry(use.Industry, rules);
        var land = Use(use, park, rules, exceptId);
        var hazard = land.Hazard;
        var result = EligibilityEngine.Run(plane, ZoneBuilder.Build(plane, scene, rules, land));
        var refusals = NotEligible.Reasons(park, industry, hazard, result, rules);
        if (refusals.Count > 0 && use.OverrideDocumentNo is null)
            throw NotEligible.Problem(refusals);
        return new LandFinding(Digest(block, scene, rules, hazard, industry, result), refusals.Count > 0 ? use.OverrideDocumentNo : null);
    }

    /// <summary>What the rules judge the land for: the hazard class given, else the industry's, else that of the park's profile.</summary>
    public static LandUse Use(ReserveUseCase use, SceneFeature park, RulePack rules, string? exceptId)
    {
        var hazard = use.Hazard ?? FindIndustry(use.Industry, rules)?.DefaultHazard ?? rules.DefaultHazard(park.Kind);
        return new LandUse("build", hazard) { ReserveUse = "any", ExceptReserveId = exceptId };
    }

    /// <summary>The live block that overlaps most by area (m², EPSG:4548), as a problem; null if the land is free.</summary>
    public static GeoProblem? Taken(Geometry plane, LandScene scene, string? exceptId)
    {
        var worst = scene.Near("reserves", plane.EnvelopeInternal)
            .Where(f => f.Id != exceptId && Liveness.IsLive(f.Row, scene.At))
            .Select(f => (Block: f, Area: Overlay.Intersection(plane, f.Plane!).Area))
            .Where(o => o.Area > Overlay.ToleranceM2)
            .OrderByDescending(o => o.Area).ThenBy(o => o.Block.Id, StringComparer.Ordinal)
            .FirstOrDefault();
        if (worst.Block is not { } block)
            return null;
        var area = Units.RoundM2(worst.Area);
        return new GeoProblem(ProblemCode.Overlap,
            $"与“{block.Name}”重叠 {area:0.##} m²（EPSG:4548 平面面积）。", $"Overlaps '{block.Name}' by {area:0.##} m² (planar, EPSG:4548).")
        {
            Field = "/geometry",
            Feature = new ProblemFeature("reserves", block.Id, block.Name, block.Row.Text("holder"), ReserveLifecycle.EndOf(block.Row), area),
        };
    }

    private static void RequireInside(Geometry plane, SceneFeature park)
    {
        var outside = park.Plane is { } ground ? Overlay.Difference(plane, ground).Area : plane.Area;
        if (outside <= Overlay.ToleranceM2)
            return;
        var area = Units.RoundM2(outside);
        throw new GeoProblemException(park.Plane is null
            ? new GeoProblem(ProblemCode.OutsidePark, $"“{park.Name}”的位置不明，不能在其中留白。", $"Nobody knows where '{park.Name}' lies; no land can be kept there.")
            {
                Field = "/parkId",
            }
            : new GeoProblem(ProblemCode.OutsidePark, $"地块有 {area:0.##} m² 在“{park.Name}”之外（EPSG:4548 平面面积）。",
                $"{area:0.##} m² of the block lie outside '{park.Name}' (planar, EPSG:4548).")
            {
                Field = "/geometry",
                Allowed = [$"≤ {Overlay.ToleranceM2} m²"],
                Feature = new ProblemFeature("parks", park.Id, park.Name, null, null, null),
            });
    }

    private static Industry? FindIndustry(string? key, RulePack rules)
    {
        if (key is null)
            return null;
        return rules.FindIndustry(key) ?? throw new GeoProblemException(new GeoProblem(ProblemCode.UnknownName,
            $"没有产业“{key}”。", $"There is no industry '{key}'.")
        {
            Field = "/industry",
            Allowed = [.. rules.Industries.Select(i => i.Key)],
        });
    }

    private static GeoProblemException UnknownPark(string id) => new(new GeoProblem(ProblemCode.UnknownName,
        $"没有园区“{id}”；见 /collections/parks/items。", $"There is no park '{id}'; see /collections/parks/items.")
    {
        Field = "/parkId",
    });

    private static string Digest(
        Geometry block, LandScene scene, RulePack rules, string hazard, Industry? industry, EligibilityResult result) =>
        CanonicalJson.Digest(json =>
        {
            json.WriteStartObject();
            json.WriteString("rules", rules.Hash);
            json.WriteString("hazard", hazard);
            json.WriteString("industry", industry?.Key);
            json.WriteString("block", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Wkb.Write(block))));
            RevisionsJson.Write(json, RestsOn.Select(l => KeyValuePair.Create(l, scene.Revisions.GetValueOrDefault(l)?.Revision ?? 0)));
            json.WriteNumber("grossM2", result.GrossM2);
            json.WriteNumber("eligibleM2", result.EligibleM2);
            json.WriteNumber("unknownM2", result.UnknownM2);
            json.WriteEndObject();
        });
}
