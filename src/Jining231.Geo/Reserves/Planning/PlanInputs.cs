using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>Makes a request ready on a scene, and says what is wrong with it there.</summary>
internal static class PlanInputs
{
    /// <summary>The park, with a known place.</summary>
    public static SceneFeature Park(LandScene scene, string id, string at)
    {
        var park = scene.Find("parks", id) ?? throw Problem(ProblemCode.NotFound, $"{at}/parkId",
            $"没有园区“{id}”；见 /collections/parks/items。", $"There is no park '{id}'; see /collections/parks/items.");
        return park.Plane is not null ? park : throw Problem(ProblemCode.OutsidePark, $"{at}/parkId",
            $"“{park.Name}”的位置不明，不能在其中留白。", $"Nobody knows where '{park.Name}' lies; no land can be kept there.");
    }

    /// <summary>The slots asked for, else the open flagship slots, resolved.</summary>
    public static IReadOnlyList<PlanSlot> Slots(
        PlanRequest request, IReadOnlyList<FlagshipSlots> flagships, SceneFeature park, string hazard, RulePack rules, string at)
    {
        if (request.Slots.Count == 0)
            return FlagshipSlots.Concern(park)
                ? [.. flagships.Select(f => f.Slot).Where(s => s.Count > 0)]
                : throw Problem(ProblemCode.InvalidValue, $"{at}/slots",
                    "目标 T1、T2 只针对认定的化工园区；请给出 slots。", "Targets T1 and T2 are about recognised chemical parks; name the slots.");
        PlanSlot[] slots = [.. request.Slots.Select(w => SlotSizing.Resolve(w, park, rules))];
        GeoProblem[] refused = [.. slots.SelectMany((s, i) => SlotSizing.Refusals(s, park, hazard, rules, $"{at}/slots/{i}"))];
        return refused.Length == 0 ? slots : throw new GeoProblemException(refused);
    }

    /// <summary>The blocks that are part of every answer, proved as any other.</summary>
    public static IReadOnlyList<PlanCandidate> Locked(PlanRequest request, IReadOnlyList<PlanSlot> slots, ParkLand land, PlotRules rules, string at)
    {
        var locked = new List<PlanCandidate>();
        for (var i = 0; i < request.LockIn.Count; i++)
        {
            var field = $"{at}/lockIn/{i}";
            var (key, geometry) = request.LockIn[i];
            var slot = slots.ToList().FindIndex(s => s.Key == key);
            if (slot < 0 || slots[slot].Subpark is not null || locked.Count(l => l.Slot == slot) >= slots[slot].Count)
                throw Problem(ProblemCode.InvalidValue, $"{field}/slot", $"“{key}”不能再锁定地块。", $"Slot '{key}' takes no (further) locked block.",
                    [.. slots.Where(s => s.Subpark is null).Select(s => s.Key)]);
            var plane = (Polygon)Reproject.ToPlane(geometry);
            var (width, length) = MainAxis.Sides(plane);
            var outline = new PlotOutline(geometry, plane);
            var proof = new PlotProof(land.Park.Plane!, land.Eligibility.Eligible, rules, slots[slot].AreaM2);
            if (proof.Prove(outline) is not { } clearances)
                throw Problem(ProblemCode.NotEligible, $"{field}/geometry",
                    $"锁定地块不满足“{key}”的要求：须全部位于可用地内，且不小于 {Units.ToMu(slots[slot].AreaM2):0.##} 亩（椭球和平面面积）。",
                    $"The locked block does not serve slot '{key}': it must lie wholly in free land and have at least {Units.ToMu(slots[slot].AreaM2):0.##} 亩 by both area methods.");
            if (locked.Any(l => Overlay.Intersection(l.Outline.Plane, plane).Area > Overlay.ToleranceM2))
                throw Problem(ProblemCode.Overlap, $"{field}/geometry", "锁定地块互相重叠。", "Locked blocks overlap each other.");
            locked.Add(new PlanCandidate(slot, new ProvedPlot(new PlotCandidate("locked", plane, width, length, 0), outline, clearances, proof.Conditions(plane))) { LockedIn = true });
        }

        if (request.BudgetM2 < locked.Sum(l => l.Outline.EllipsoidalM2))
            throw Problem(ProblemCode.OutOfRange, $"{at}/budgetMu", "锁定地块已超过面积上限。", "The locked blocks alone exceed the budget.");
        return locked;
    }

    /// <summary>Free land that blocks may use: neither locked in nor locked out.</summary>
    public static Geometry Room(Geometry eligible, PlanRequest request, IReadOnlyList<PlanCandidate> locked)
    {
        Geometry[] taken = [.. locked.Select(l => (Geometry)l.Outline.Plane), .. request.LockOut.Select(Reproject.ToPlane)];
        return taken.Length == 0 ? eligible : Overlay.Difference(eligible, Overlay.Union(taken));
    }

    private static GeoProblemException Problem(ProblemCode code, string field, string zh, string en, IReadOnlyList<string>? allowed = null) =>
        new(new GeoProblem(code, zh, en) { Field = field, Allowed = allowed ?? [] });
}
