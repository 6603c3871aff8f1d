using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Jining231.Geo.Service.Tests;

/// <summary>Writes on the embedded store.</summary>
public sealed class GeoPackageWriteTests(Client client) : WriteTests, IClassFixture<Client>
{
    protected override HttpClient Http => client.Http;
}

/// <summary>The same writes on PostGIS.</summary>
public sealed class PostGisWriteTests(PostGisClient client) : WriteTests, IClassFixture<PostGisClient>
{
    protected override HttpClient Http => client.Http;
}

/// <summary>Part 4 by HTTP: preconditions, all problems at once, transactions, retries, and the traffic of QGIS's editor.</summary>
public abstract class WriteTests
{
    private const string Parcel = """
        {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[116.5000012,35.2],[116.501,35.2],[116.501,35.201],[116.5000012,35.2]]]},
         "properties":{"name":"测试地块","status":"vacant","adcode":"370811","class_code":"1001","source":"测试","quality":"synthetic"}}
        """;

    protected abstract HttpClient Http { get; }

    [Fact]
    public async Task A_feature_is_created_replaced_changed_and_deleted_each_on_the_version_seen()
    {
        var made = await SendAsync("POST", "collections/parcels/items?documentNo=%E6%B5%8E%E3%80%942026%E3%80%951%E5%8F%B7", Parcel);
        Assert.True(made.Status == 201, made.Body.ToJsonString());
        var place = made.Raw.Headers.Location!.AbsolutePath[1..];
        var id = made.Body["id"]!.GetValue<string>();
        Assert.Equal("collections/parcels/items/" + id, place);
        Assert.Equal(('7', 1), (id[14], made.Body["properties"]!["version"]!.GetValue<int>()));
        var first = made.Raw.Headers.ETag!.ToString();

        Assert.Equal(428, (await SendAsync("PUT", place, Parcel)).Status);
        Assert.Equal(428, (await SendAsync("PATCH", place, """{"properties":{"note":"a"}}""", "application/merge-patch+json")).Status);
        Assert.Equal(428, (await SendAsync("DELETE", place)).Status);
        Assert.Equal(428, (await SendAsync("PUT", place, Parcel, headers: ("If-Match", "*"))).Status);

        var patched = await SendAsync("PATCH", place, """{"properties":{"note":"a"}}""", "application/merge-patch+json", ("If-Match", first));
        Assert.Equal((200, "a", "测试地块"), (patched.Status, patched.Text("note"), patched.Text("name")));
        Assert.NotEqual(first, patched.Raw.Headers.ETag!.ToString());
        Assert.Equal(made.Body["geometry"]!.ToJsonString(), patched.Body["geometry"]!.ToJsonString());

        Assert.Equal(412, (await SendAsync("PUT", place, Parcel, headers: ("If-Match", first))).Status);
        Assert.Equal(412, (await SendAsync("PUT", place, WithVersion(Parcel, 1))).Status);
        Assert.Equal(412, (await SendAsync("DELETE", place, headers: ("If-Match", first))).Status);
        var replaced = await SendAsync("PUT", place, WithVersion(Parcel, 2));
        Assert.True(replaced.Status == 200, replaced.Body.ToJsonString());
        Assert.Null(replaced.Body["properties"]!["note"]);

        Assert.Equal(204, (await SendAsync("DELETE", place, """{"version":3}""")).Status);
        Assert.Equal(404, (await SendAsync("GET", place)).Status);
        Assert.Equal(404, (await SendAsync("DELETE", place, """{"version":3}""")).Status);
    }

    [Fact]
    public async Task An_id_may_be_given_once_and_a_key_makes_a_retry_harmless()
    {
        var named = Parcel.Replace("\"type\":\"Feature\"", "\"type\":\"Feature\",\"id\":\"地块/1\"", StringComparison.Ordinal);
        var made = await SendAsync("POST", "collections/parcels/items", named);
        Assert.EndsWith("/items/%E5%9C%B0%E5%9D%97%2F1", made.Raw.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(409, (await SendAsync("POST", "collections/parcels/items", named)).Status);
        (string, string) key = ("Idempotency-Key", "retry-1");
        var one = await SendAsync("POST", "collections/parcels/items", Parcel, headers: key);
        var two = await SendAsync("POST", "collections/parcels/items", Parcel, headers: key);
        Assert.Equal((201, 201), (one.Status, two.Status));
        Assert.Equal(one.Body.ToJsonString(), two.Body.ToJsonString());
        Assert.Equal(422, (await SendAsync("POST", "collections/parcels/items", Parcel.Replace("测试地块", "他", StringComparison.Ordinal), headers: key)).Status);
        var place = one.Raw.Headers.Location!.AbsolutePath[1..];
        (string, string)[] change = [("If-Match", one.Raw.Headers.ETag!.ToString()), ("Idempotency-Key", "retry-2")];
        var patch = """{"properties":{"note":"b"}}""";
        Assert.Equal(200, (await SendAsync("PATCH", place, patch, "application/merge-patch+json", change)).Status);
        var again = await SendAsync("PATCH", place, patch, "application/merge-patch+json", change);
        Assert.Equal((200, 2), (again.Status, again.Body["properties"]!["version"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Everything_wrong_is_named_at_once_and_nothing_is_written()
    {
        var before = (await SendAsync("GET", "catalog")).Body["layers"]!.ToJsonString();
        var wrong = await SendAsync("POST", "collections/parcels/items", """
            {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[116.5,35.2],[116.6,35.3],[116.6,35.2],[116.5,35.3],[116.5,35.2]]]},
             "properties":{"status":"maybe","adcode":7,"quality":"synthetic","colour":"red"},"stray":1}
            """);
        Assert.Equal(400, wrong.Status);
        var fields = wrong.Body["errors"]!.AsArray().Select(e => e!["field"]!.GetValue<string>()).ToArray();
        foreach (var field in new[] { "/stray", "/properties/status", "/properties/adcode", "/properties/colour", "/properties/name", "/properties/source" })
            Assert.Contains(field, fields);
        Assert.Contains(fields, f => f.StartsWith("/geometry", StringComparison.Ordinal));
        Assert.Equal(fields.Distinct(), fields);
        Assert.Equal(400, (await SendAsync("PATCH", "collections/parcels/items/none", """{"properties":{"name":null}}""", headers: ("If-Match", "\"parcels.none.1\""))).Status);
        Assert.Equal(415, (await SendAsync("POST", "collections/parcels/items", Parcel, "application/merge-patch+json")).Status);
        foreach (var (method, path) in ((string, string)[])[("POST", "collections/parcels/items"), ("PUT", "collections/parcels/items/none"), ("POST", "transactions")])
        {
            var oversize = await SendAsync(method, path, Parcel + new string(' ', 8_000_001));
            Assert.Equal((413, "body"), (oversize.Status, oversize.Field));
        }

        var many = string.Join(",", Enumerable.Range(0, 100_001).Select(i => $"[{116 + i * 1e-6:F6},35]"));
        Assert.Equal(413, (await SendAsync("POST", "collections/transport/items", $$$"""{"type":"Feature","geometry":{"type":"LineString","coordinates":[{{{many}}}]},"properties":{}}""")).Status);
        Assert.Equal("Content-Crs", (await SendAsync("POST", "collections/parcels/items", Parcel, headers: ("Content-Crs", "<http://www.opengis.net/def/crs/EPSG/0/9>"))).Field);
        Assert.Equal("force", (await SendAsync("POST", "collections/parcels/items?force=1", Parcel)).Field);
        Assert.Equal(before, (await SendAsync("GET", "catalog")).Body["layers"]!.ToJsonString());
    }

    [Fact]
    public async Task A_reserve_cannot_be_smuggled_in()
    {
        foreach (var (method, path) in new[] { ("POST", "collections/reserves/items"), ("PUT", "collections/reserves/items/x"), ("PATCH", "collections/reserves/items/x"), ("DELETE", "collections/reserves/items/x") })
        {
            var refused = await SendAsync(method, path, "{}", headers: ("If-Match", "\"reserves.x.1\""));
            Assert.Equal(405, refused.Status);
            Assert.Contains("/reserves", refused.Body["errors"]![0]!["allowed"]!.ToJsonString(), StringComparison.Ordinal);
            Assert.Equal("GET, HEAD, OPTIONS", string.Join(", ", refused.Raw.Content.Headers.Allow));
        }

        var hidden = await SendAsync("POST", "transactions", """{"acts":[{"act":"create","collection":"reserves","feature":{"type":"Feature"}}]}""");
        Assert.Equal((400, "/acts/0/collection"), (hidden.Status, hidden.Field));
        Assert.DoesNotContain("POST", await AllowAsync("collections/reserves/items", null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_is_all_or_nothing_and_names_the_act_that_fails()
    {
        var made = await SendAsync("POST", "collections/parcels/items", Parcel);
        var id = made.Body["id"]!.GetValue<string>();
        var create = $$"""{"act":"create","collection":"parcels","id":"t-{{id}}","feature":{{Parcel}}}""";
        var stale = await SendAsync("POST", "transactions", $$$"""
            {"acts":[{{{create}}},
              {"act":"update","collection":"parcels","id":"{{{id}}}","version":9,"feature":{"properties":{"note":"x"} } },
              {"act":"delete","collection":"parks","id":"nowhere","version":1},
              {"act":"update","collection":"parks","id":"park-c1-jinxiang","feature":{"properties":{"note":"x"} } }]}
            """);
        Assert.Equal(412, stale.Status);
        Assert.Equal(["/acts/1/version", "/acts/2/id", "/acts/3/version"], stale.Body["errors"]!.AsArray().Select(e => e!["field"]!.GetValue<string>()));
        Assert.Equal(404, (await SendAsync("GET", $"collections/parcels/items/t-{id}")).Status);

        var done = await SendAsync("POST", "transactions", $$$"""
            {"acts":[{{{create}}},{"act":"update","collection":"parcels","id":"{{{id}}}","version":1,"feature":{"properties":{"note":"x"} } }]}
            """);
        Assert.True(done.Status == 200, done.Body.ToJsonString());
        Assert.Equal("x", (await SendAsync("GET", $"collections/parcels/items/{id}")).Text("note"));
        var acts = done.Body["acts"]!.AsArray();
        Assert.Equal(2, acts[1]!["version"]!.GetValue<int>());
        Assert.Equal(200, (await SendAsync("GET", new Uri(acts[0]!["href"]!.GetValue<string>()).AbsolutePath[1..])).Status);
        var twice = await SendAsync("POST", "transactions", $$"""{"acts":[{"act":"delete","collection":"parcels","id":"{{id}}","version":2},{"act":"delete","collection":"parcels","id":"{{id}}","version":2}]}""");
        Assert.Equal((400, "/acts/1/id"), (twice.Status, twice.Field));
    }

    [Fact]
    public async Task Of_many_writers_on_one_version_exactly_one_wins()
    {
        var made = await SendAsync("POST", "collections/parcels/items", Parcel);
        var place = made.Raw.Headers.Location!.AbsolutePath[1..];
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            SendAsync("PATCH", place, $$$"""{"properties":{"note":"{{{i}}}"} }""", "application/merge-patch+json", ("If-Match", made.Raw.Headers.ETag!.ToString()))));
        Assert.Single(answers, a => a.Status == 200);
        Assert.Equal(11, answers.Count(a => a.Status == 412));
    }

    [Fact]
    public async Task A_live_reserve_keeps_its_park_and_a_control_line_written_beside_it_is_never_overlooked()
    {
        const string wish = """{"inputs":{"industry":"fluorosilicon","areaMu":300,"hazard":"medium","count":1}}""";
        var site = (await SendAsync("POST", "processes/siting/execution", wish)).Body["sites"]!["features"]![0]!;
        var park = site["properties"]!["parkId"]!.GetValue<string>();
        var block = site["geometry"]!.ToJsonString();
        var reserve = $$"""{"parkId":"{{park}}","geometry":{{block}},"tier":"t30","holder":"甲","documentNo":"1","heldUntil":"2099-01-01T00:00:00Z"}""";
        var control = $$$"""
            {"type":"Feature","geometry":{{{block}}},
             "properties":{"name":"新划红线","kind":"permanent_farmland","source":"测试","quality":"synthetic","in_force_from":"2020-01-01"}}
            """;
        var line = SendAsync("POST", "collections/controls/items", control);
        var held = SendAsync("POST", "reserves", reserve);
        await Task.WhenAll(line, held);
        Assert.True((await line).Status == 201, (await line).Body.ToJsonString());
        // Either the block came first, or the line was seen: a block recorded after the line would have been judged on it.
        if ((await held).Status == 201)
        {
            var blockId = (await held).Body["id"]!.GetValue<string>();
            Assert.Equal(422, (await SendAsync("POST", $"reserves/{blockId}/actions/reserve", """{"documentNo":"2","version":1}""")).Status);
            var gone = await SendAsync("PATCH", $"collections/parks/items/{park}", """
                {"geometry":{"type":"Polygon","coordinates":[[[116.0,35.2],[116.001,35.2],[116.001,35.201],[116.0,35.2]]]}}
                """, "application/merge-patch+json", ("If-Match", (await SendAsync("GET", $"collections/parks/items/{park}")).Raw.Headers.ETag!.ToString()));
            Assert.Equal((422, "outsidePark"), (gone.Status, gone.Body["code"]!.GetValue<string>()));
        }
        else
        {
            Assert.Equal(422, (await held).Status);
        }

        var check = await SendAsync("POST", "processes/reserve-check/execution", $$"""{"inputs":{{reserve}} }""");
        Assert.Equal((200, false), (check.Status, check.Body["allowed"]!.GetValue<bool>()));
    }

    /// <summary>As src/providers/wfs/oapif of QGIS sends it: OPTIONS twice, POST, GET of the Location, PUT of the whole feature as it was loaded, DELETE.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/4490")]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/4548")]
    public async Task The_editing_of_QGIS_works(string? crs)
    {
        (string, string)[] qgis = [("User-Agent", "Mozilla/5.0 QGIS/34004/Debian"), .. crs is null ? [] : new[] { ("Content-Crs", crs) }];
        Assert.Contains("POST", await AllowAsync("collections/parcels/items", "QGIS/34004"), StringComparison.Ordinal);
        var allow = await AllowAsync("collections/parcels/items/unknown_id", "QGIS/34004");
        Assert.Contains("PUT", allow, StringComparison.Ordinal);
        Assert.Contains("DELETE", allow, StringComparison.Ordinal);
        Assert.DoesNotContain("PATCH", allow, StringComparison.Ordinal);
        Assert.Contains("PATCH", await AllowAsync("collections/parcels/items/unknown_id", null), StringComparison.Ordinal);

        // A new feature carries every field of the layer, empty ones as null; degrees are cut to six decimals.
        var ring = crs switch
        {
            null => "[[116.5,35.2],[116.501,35.2],[116.501,35.201],[116.5,35.2]]",
            "http://www.opengis.net/def/crs/EPSG/0/4490" => "[[35.2,116.5],[35.2,116.501],[35.201,116.501],[35.2,116.5]]",
            _ => "[[3896831.5,454493.25],[3896831.5,454584.125],[3896942.0,454584.125],[3896831.5,454493.25]]",
        };
        var shape = $$"""{"coordinates":[{{ring}}],"type":"Polygon"}""";
        var sent = $$$"""{"geometry":{{{shape}}},"properties":{"adcode":"370811","class_code":"1001","name":"Q","note":null,"quality":"synthetic","source":"QGIS","status":"vacant","version":null},"type":"Feature"}""";
        var made = await SendAsync("POST", "collections/parcels/items", sent, "application/geo+json", qgis);
        Assert.True(made.Status == 201, made.Body.ToJsonString());
        var id = made.Raw.Headers.Location!.OriginalString.Split("/items/")[^1];
        var loaded = await SendAsync("GET", "collections/parcels/items/" + id);
        var lon = loaded.Body["geometry"]!["coordinates"]![0]![0]![0]![0]!.GetValue<double>();
        Assert.InRange(lon, 116.49, 116.51);

        // A change of an attribute: PUT of the feature as loaded, its version among the properties.
        var put = sent.Replace("\"note\":null", "\"note\":\"改\"", StringComparison.Ordinal).Replace("\"version\":null", "\"version\":1", StringComparison.Ordinal)
            .Replace("{\"geometry\"", $"{{\"id\":\"{id}\",\"geometry\"", StringComparison.Ordinal);
        var changed = await SendAsync("PUT", "collections/parcels/items/" + id, put, "application/geo+json", qgis);
        Assert.True(changed.Status == 200, changed.Body.ToJsonString());
        Assert.Equal(("改", loaded.Body["geometry"]!.ToJsonString()), (changed.Text("note"), changed.Body["geometry"]!.ToJsonString()));
        Assert.Equal(412, (await SendAsync("PUT", "collections/parcels/items/" + id, put, "application/geo+json", qgis)).Status);

        // QGIS deletes without body and headers: refused with the way out, which an "API Header" authentication of QGIS can send.
        var bare = await SendAsync("DELETE", "collections/parcels/items/" + id, headers: qgis);
        Assert.Equal(428, bare.Status);
        Assert.Equal(204, (await SendAsync("DELETE", "collections/parcels/items/" + id, headers: [.. qgis, ("If-Match", "*")])).Status);
    }

    [Fact]
    public async Task A_change_of_a_name_with_rounded_positions_moves_no_surveyed_point()
    {
        var fine = Parcel.Replace("116.501,35.2]", "116.501000123,35.200000321]", StringComparison.Ordinal);
        var made = await SendAsync("POST", "collections/parcels/items", fine);
        var place = made.Raw.Headers.Location!.AbsolutePath[1..];
        var rounded = WithVersion(fine.Replace("116.501000123,35.200000321", "116.501,35.2", StringComparison.Ordinal)
            .Replace("116.5000012", "116.500001", StringComparison.Ordinal).Replace("测试地块", "新名", StringComparison.Ordinal), 1);
        var changed = await SendAsync("PUT", place, rounded);
        Assert.Equal(("新名", made.Body["geometry"]!.ToJsonString()), (changed.Text("name"), changed.Body["geometry"]!.ToJsonString()));
        var meant = await SendAsync("PUT", place, rounded.Replace(",\"version\":1", "", StringComparison.Ordinal), headers: ("If-Match", changed.Raw.Headers.ETag!.ToString()));
        Assert.NotEqual(made.Body["geometry"]!.ToJsonString(), meant.Body["geometry"]!.ToJsonString());
    }

    private static string WithVersion(string feature, int version) =>
        feature.Replace("\"quality\":\"synthetic\"", $"\"quality\":\"synthetic\",\"version\":{version}", StringComparison.Ordinal);

    private async Task<string> AllowAsync(string path, string? agent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(path, UriKind.Relative));
        if (agent is not null)
            request.Headers.TryAddWithoutValidation("User-Agent", agent);
        using var answer = await Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        return string.Join(",", answer.Content.Headers.Allow);
    }

    private async Task<Answer> SendAsync(string method, string path, string? body = null, string media = "application/geo+json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, media);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new Answer((int)answer.StatusCode, text.Length > 0 && text[0] == '{' ? JsonNode.Parse(text)! : new JsonObject(), answer);
    }

    private sealed record Answer(int Status, JsonNode Body, HttpResponseMessage Raw)
    {
        public string? Field => Body["errors"]?[0]?["field"]?.GetValue<string>();

        public string? Text(string property) => Body["properties"]?[property]?.GetValue<string>();
    }
}
