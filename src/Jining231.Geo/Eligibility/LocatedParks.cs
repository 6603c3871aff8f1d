using Jining231.Geo.Layers;

namespace Jining231.Geo.Eligibility;

/// <summary>Finds parks that a request names.</summary>
internal static class LocatedParks
{
    /// <summary>A park with a known place; an unknown park is <see cref="ProblemCode.NotFound"/>, one without a place <see cref="ProblemCode.OutsidePark"/>.</summary>
    public static SceneFeature LocatedPark(this LandScene scene, string id)
    {
        var park = scene.Find("parks", id) ?? throw new GeoProblemException(new GeoProblem(ProblemCode.NotFound,
            $"没有园区“{id}”；见 /collections/parks/items。", $"There is no park '{id}'; see /collections/parks/items.")
        {
            Field = "parkId",
        });
        return park.Plane is not null ? park : throw new GeoProblemException(new GeoProblem(ProblemCode.OutsidePark,
            $"“{park.Name}”的位置不明，没有用地台账。", $"Nobody knows where '{park.Name}' lies; it has no land account.")
        {
            Field = "parkId",
        });
    }
}
