using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Service.ApiDescription;

namespace Jining231.Geo.Service.Processes;

/// <summary>Schemas of the bodies of the reserve account.</summary>
internal static class ReserveSchemas
{
    /// <summary>A new hold or reserve.</summary>
    public static JsonObject New(RulePack rules) => Schema.Object(
        ("parkId!", Schema.Text("园区编号 / park id")),
        ("geometry!", Schema.Geometry("地块（CRS84）/ the block, CRS84", "Polygon", "MultiPolygon")),
        ("name", Schema.Text("名称 / name")),
        ("state", Schema.Text("held 暂留（缺省）、reserved 留白 / held (default) or reserved", ["held", "reserved"])),
        ("tier!", Schema.Coded(Codelists.ReserveTier, "档次 / tier")),
        ("holder!", Schema.Text("持有人 / holder")),
        ("purpose", Schema.Text("用途 / purpose")),
        ("documentNo!", Schema.Text("文号 / document number")),
        ("heldUntil", Schema.Instant("暂留到期；暂留必填 / end of a hold, required for a hold")),
        ("inForceTo", Schema.Instant("留白到期 / end of a reserve")),
        ("overrideDocumentNo", Schema.Text("例外文号 / document that allows land that is not eligible")),
        ("industry", Schema.Text("产业 / industry", rules.Industries.Select(i => i.Key))),
        ("hazard", Schema.Coded(Codelists.Hazard, "危险等级 / hazard class")));
}
