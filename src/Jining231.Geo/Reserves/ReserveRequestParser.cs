using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves;

/// <summary>Reads the bodies of <c>POST /reserves</c> and <c>POST /reserves/{id}/actions/{act}</c>; every problem carries its JSON pointer.</summary>
public static class ReserveRequestParser
{
    /// <summary>Most parts of a split and most blocks of a merge.</summary>
    public const int MostBlocks = 50;

    private static readonly string[] NewFields =
    [
        "parkId", "geometry", "name", "state", "tier", "holder", "purpose", "documentNo", "heldUntil", "inForceTo",
        "overrideDocumentNo", "industry", "hazard",
    ];

    /// <summary>Reads a new hold or reserve. Geometry is GeoJSON in CRS84.</summary>
    public static ReserveRequest ParseNew(JsonElement body)
    {
        var fields = new JsonFields(body, NewFields);
        var state = fields.Text("state") ?? ReserveLifecycle.Held;
        if (state is not (ReserveLifecycle.Held or ReserveLifecycle.Reserved))
            fields.Choice("state", state, [ReserveLifecycle.Held, ReserveLifecycle.Reserved]);
        var act = state == ReserveLifecycle.Reserved ? ReserveAct.Reserve : ReserveAct.Hold;
        var parkId = fields.Text("parkId", required: true);
        var geometry = Block(fields, required: true);
        var tier = fields.Coded("tier", Codelists.ReserveTier, required: true);
        var holder = fields.Text("holder", required: true);
        var documentNo = fields.Text("documentNo", required: true);
        var request = new ReserveRequest(act, parkId ?? "", geometry ?? GeoFactory.Geographic.CreateMultiPolygon(), tier ?? "", holder ?? "", documentNo ?? "")
        {
            Name = fields.Text("name"),
            Purpose = fields.Text("purpose"),
            HeldUntil = fields.Instant("heldUntil", required: act == ReserveAct.Hold),
            InForceTo = fields.Instant("inForceTo"),
            UseCase = UseCase(fields),
        };
        fields.ThrowIfAny();
        return request;
    }

    /// <summary>
    /// Reads an act. <paramref name="ifMatchVersion"/> is the version named by the If-Match header, if any; without it the
    /// body must carry <c>version</c>, else <see cref="ProblemCode.PreconditionRequired"/>.
    /// </summary>
    public static ReserveActRequest ParseAct(ReserveAct act, string id, JsonElement body, long? ifMatchVersion)
    {
        var fields = new JsonFields(body, FieldsOf(act));
        var version = fields.Whole("version");
        var request = new ReserveActRequest(act, id, ifMatchVersion ?? version ?? 0, fields.Text("documentNo", required: true) ?? "")
        {
            HeldUntil = act == ReserveAct.Renew ? fields.Instant("heldUntil", required: true) : null,
            InForceTo = act == ReserveAct.Reserve ? fields.Instant("inForceTo") : null,
            Geometry = act is ReserveAct.Adjust or ReserveAct.Activate ? Block(fields, required: act == ReserveAct.Adjust) : null,
            Parts = act == ReserveAct.Split ? Parts(fields) : [],
            Others = act == ReserveAct.Merge ? Others(fields, id) : [],
            ProjectId = act == ReserveAct.Activate ? fields.Text("projectId", required: true) : null,
            UseCase = UseCase(fields),
        };
        fields.ThrowIfAny();
        if (request.ExpectedVersion == 0)
            throw new GeoProblemException(new GeoProblem(ProblemCode.PreconditionRequired,
                "请用 If-Match 头或 version 字段给出所见版本。", "Name the version you have seen, by the If-Match header or the field version.")
            {
                Field = "/version",
                Allowed = ["If-Match: \"…\"", "version ≥ 1"],
            });
        if (ifMatchVersion is { } header && version is { } stated && header != stated)
            throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue,
                "If-Match 与 version 不一致。", "If-Match and version name different versions.")
            {
                Field = "/version",
                Allowed = [header.ToString(System.Globalization.CultureInfo.InvariantCulture)],
            });
        return request;
    }

    private static string[] FieldsOf(ReserveAct act) =>
    [
        "version", "documentNo",
        .. act switch
        {
            ReserveAct.Reserve => new[] { "inForceTo", "industry", "hazard", "overrideDocumentNo" },
            ReserveAct.Renew => ["heldUntil"],
            ReserveAct.Adjust => ["geometry", "industry", "hazard", "overrideDocumentNo"],
            ReserveAct.Activate => ["projectId", "geometry"],
            ReserveAct.Split => ["parts"],
            ReserveAct.Merge => ["others"],
            _ => [],
        },
    ];

    private static ReserveUseCase UseCase(JsonFields fields) =>
        new(fields.Text("industry"), fields.Coded("hazard", Codelists.Hazard), fields.Text("overrideDocumentNo"));

    private static IReadOnlyList<Geometry> Parts(JsonFields fields)
    {
        var parts = fields.Items("parts", 2, MostBlocks);
        return [.. parts.Select((part, i) => fields.Collect(() => StoredGeometry.Normalise(FeatureJsonReader.ReadGeometry(part, $"/parts/{i}"), GeometryKind.MultiPolygon, $"/parts/{i}")))
            .OfType<Geometry>()];
    }

    private static List<SeenBlock> Others(JsonFields fields, string id)
    {
        var others = new List<SeenBlock>();
        foreach (var (item, i) in fields.Items("others", 1, MostBlocks).Select((item, i) => (item, i)))
        {
            var inner = fields.Below(item, $"/others/{i}", "id", "version");
            if (inner?.Text("id", required: true) is { } other && inner.Whole("version", required: true) is { } version)
                others.Add(new SeenBlock(other, version));
        }

        if (others.Select(o => o.Id).Append(id).Distinct(StringComparer.Ordinal).Count() != others.Count + 1)
            fields.Refuse("others", "同一地块只能出现一次。", "must name every block once, and others than the block itself.");
        return others;
    }

    private static Geometry? Block(JsonFields fields, bool required) =>
        fields.Element("geometry", required) is { } element
            ? fields.Collect(() => StoredGeometry.Normalise(FeatureJsonReader.ReadGeometry(element, "/geometry"), GeometryKind.MultiPolygon))
            : null;
}
