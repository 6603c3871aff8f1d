using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Jining231.Geo.Workspace.Siting;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Workspace.Reserving;

/// <summary>The form for holding or reserving a plot.</summary>
public sealed class ReserveForm
{
    /// <summary>The park.</summary>
    public string ParkId { get; set; } = "";

    /// <summary>True to reserve (留白), false to hold (暂留).</summary>
    public bool Reserve { get; set; } = true;

    /// <summary>Tier: t30, t50 or general.</summary>
    public string Tier { get; set; } = "general";

    /// <summary>For whom.</summary>
    public string Holder { get; set; } = "";

    /// <summary>For what.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>文号.</summary>
    public string DocumentNo { get; set; } = "";

    /// <summary>End of a hold; ignored for a reserve.</summary>
    public DateTimeOffset? HeldUntil { get; set; }

    /// <summary>文号 that lets the block stand on land that is not eligible, or empty.</summary>
    public string OverrideDocumentNo { get; set; } = "";

    /// <summary>What the land is judged for; null: the park's profile.</summary>
    public SitingUse? Use { get; set; }

    /// <summary>The body of <c>POST /reserves</c> for a plot in EPSG:4548.</summary>
    public JsonObject ToBody(Geometry plane)
    {
        ArgumentNullException.ThrowIfNull(plane);
        return ToBody(plane, null);
    }

    /// <summary>The body for a plot whose stored coordinates are known; they are given on as they are.</summary>
    internal JsonObject ToBody(Geometry plane, Geometry? geographic)
    {
        var stored = geographic ?? StoredGeometry.Normalise(Reproject.ToGeographic(plane), GeometryKind.MultiPolygon);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, FeatureJsonWriter.Options))
            FeatureJsonWriter.WriteGeometry(writer, stored);
        var body = new JsonObject
        {
            ["parkId"] = ParkId,
            ["geometry"] = JsonNode.Parse(buffer.ToArray()),
            ["state"] = Reserve ? "reserved" : "held",
            ["tier"] = Tier,
        };
        Put("holder", Holder);
        Put("purpose", Purpose);
        Put("documentNo", DocumentNo);
        Put("overrideDocumentNo", OverrideDocumentNo);
        Put("industry", Use?.Industry);
        Put("hazard", Use?.Hazard);
        if (!Reserve && HeldUntil is { } until)
            body["heldUntil"] = Rfc3339.Format(until);
        return body;

        void Put(string name, string? text)
        {
            if (text?.Trim() is { Length: > 0 } given)
                body[name] = given;
        }
    }
}
