using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Reserves;
using Jining231.Geo.Reserves.Readiness;
using Jining231.Geo.Service.ApiDescription;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Service.Processes;

/// <summary><c>reserve-check</c>: what <c>POST /reserves</c> would find, without writing anything.</summary>
internal static class ReserveCheckProcess
{
    public static ProcessDef Make(ServiceOptions options, ReadinessPlanner readiness) => new("reserve-check", "留白预检", "Check of a reserve", ReserveSchemas.New(options.Rules), Output(), inputs =>
    {
        var request = Below("/inputs", () => ReserveRequestParser.ParseNew(inputs));
        return async control =>
        {
            var check = await ReserveCheckPlanner.CheckAsync(options.Store, options.Rules, request, control.CancellationToken);
            var act = new ProposedAct("reserve", request.Geometry) { ParkId = request.ParkId, Tier = request.Tier };
            return ToBytes(check, request, check.Block is null ? null : await readiness.CheckAsync(act, control.CancellationToken));
        };
    })
    {
        DescriptionZh = "按现行规则和数据判断地块能否暂留或留白，并说明障碍；不写入台账。",
        DescriptionEn = "Judges by the rules and data in force whether a block can be held or reserved, and what stands in the way; writes nothing.",
        Example = JsonNode.Parse("""
            {"parkId":"park-c1-jinxiang","tier":"t30","holder":"招商局","documentNo":"预检","heldUntil":"2099-01-01T00:00:00Z",
             "geometry":{"type":"Polygon","coordinates":[[[116.3,35.1],[116.301,35.1],[116.301,35.101],[116.3,35.1]]]}}
            """)!.AsObject(),
    };

    /// <summary>Runs a reader of a whole body on a part of one: pointers then begin there.</summary>
    private static T Below<T>(string pointer, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (GeoProblemException e)
        {
            throw new GeoProblemException([.. e.Problems.Select(p => p with { Field = pointer + p.Field })]);
        }
    }

    private static JsonObject Output() => Schema.Object(
    [
        ("allowed!", Schema.Flag("可以暂留或留白 / can be held or reserved")),
        ("areaM2!", Schema.Number("椭球面积，m² / ellipsoidal area, m²")),
        ("areaMu!", Schema.Number("椭球面积，亩 / ellipsoidal area, 亩")),
        ("eligibilityDigest!", Schema.Nullable(Schema.Text("判断依据摘要 / digest of the finding"))),
        ("overrideDocumentNo!", Schema.Nullable(Schema.Text("例外文号（用地不符合规则时）/ document of the exception"))),
        ("problems!", Schema.List(Schema.Open(("code!", Schema.Text()), ("field!", Schema.Nullable(Schema.Text())), ("zh!", Schema.Text()), ("en!", Schema.Text())))),
        .. ConflictJson.Members(),
        ("readiness!", Schema.Nullable(ReadinessSchemas.Check())),
        ("asOf!", Schema.Instant()),
        ("revisions!", Schema.Open()),
    ]);

    private static byte[] ToBytes(ReserveCheck check, ReserveRequest request, ReadinessCheckResult? readiness)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, FeatureJsonWriter.Options))
        {
            var area = Units.RoundM2(EllipsoidalArea.OfGeographic(request.Geometry));
            json.WriteStartObject();
            json.WriteBoolean("allowed", check.Block is not null);
            json.WriteNumber("areaM2", area);
            json.WriteNumber("areaMu", Units.ToMu(area));
            json.WriteString("eligibilityDigest", check.Block?.Values["eligibility_digest"] as string);
            json.WriteString("overrideDocumentNo", check.Block?.Values["override_document_no"] as string);
            json.WriteStartArray("problems");
            foreach (var problem in check.Problems)
            {
                json.WriteStartObject();
                json.WriteString("code", Problems.For(problem.Code).Code);
                json.WriteString("field", problem.Field);
                json.WriteString("zh", problem.MessageZh);
                json.WriteString("en", problem.MessageEn);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            ConflictJson.Write(json, check.Problems);
            json.WritePropertyName("readiness");
            if (readiness is null)
                json.WriteNullValue();
            else
                ReadinessJson.Write(json, readiness);
            json.WriteString("asOf", Rfc3339.Format(check.At));
            RevisionsJson.Write(json, check.Revisions);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
