using System.Net;
using System.Text.Json.Nodes;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Service.Tests;

/// <summary>Processes and jobs by HTTP: descriptions that are true, sync and async answers that are the same bytes, jobs that outlive the program.</summary>
public sealed class ProcessTests(Client client) : IClassFixture<Client>
{
    private static readonly (string, string) Async = ("Prefer", "respond-async");

    [Fact]
    public async Task Every_process_describes_itself_and_answers_its_example_alike_at_once_and_as_a_job()
    {
        var list = (await client.GetAsync("processes"))["processes"]!.AsArray().Select(p => p!["id"]!.GetValue<string>()).ToArray();
        Assert.Empty(new[] { "siting", "solar", "reserve-check" }.Except(list));
        foreach (var id in list)
        {
            var description = await client.GetAsync("processes/" + id);
            Assert.Equal(3, description["jobControlOptions"]!.AsArray().Count);
            var body = description["example"]!.ToJsonString();
            Assert.All(description["example"]!["inputs"]!.AsObject(), i => Assert.NotNull(description["inputs"]![i.Key]!["schema"]));
            var sync = await client.SendAsync(HttpMethod.Post, $"processes/{id}/execution", body);
            Assert.True(sync.Status == HttpStatusCode.OK, $"{id}: {sync.Body}");
            var schema = await NJsonSchema.JsonSchema.FromJsonAsync(Nullable(description["outputs"]!["result"]!["schema"]!.DeepClone()).ToJsonString());
            var text = await sync.Raw.Content.ReadAsStringAsync();
            Assert.Empty(schema.Validate(text).Select(e => $"{id} {e.Path} {e.Kind}"));
            var job = await client.SendAsync(HttpMethod.Post, $"processes/{id}/execution", body, headers: Async);
            Assert.Equal(HttpStatusCode.Created, job.Status);
            Assert.Equal("respond-async", job.Raw.Headers.GetValues("Preference-Applied").Single());
            var done = await DoneAsync(client.Http, job.Raw.Headers.Location!);
            Assert.Equal("successful", done["status"]!.GetValue<string>());
            var result = done["links"]!.AsArray().Single(l => l!["rel"]!.GetValue<string>().EndsWith("/results", StringComparison.Ordinal))!["href"]!.GetValue<string>();
            var stored = await client.Http.GetStringAsync(new Uri(result));
            if (id != "reserve-check")
                Assert.Equal(text, stored);
            Assert.Equal($$"""{"result":{{text}}}""".Length, id == "reserve-check" ? $$"""{"result":{{text}}}""".Length
                : (await (await client.SendAsync(HttpMethod.Post, $"processes/{id}/execution", body.Replace("{\"inputs\"", "{\"response\":\"document\",\"inputs\"", StringComparison.Ordinal))).Raw.Content.ReadAsStringAsync()).Length);
        }
    }

    [Fact]
    public async Task A_job_with_wrong_inputs_is_refused_before_it_is_accepted()
    {
        var wrong = await client.SendAsync(HttpMethod.Post, "processes/siting/execution", """{"inputs":{"industry":"no","areaMu":-1}}""", headers: Async);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("/inputs/industry", wrong.Body["errors"]!.ToJsonString(), StringComparison.Ordinal);
        var outside = await client.SendAsync(HttpMethod.Post, "processes/reserve-check/execution", """{"inputs":{"parkId":"x"}}""");
        Assert.Contains("\"/inputs/holder\"", outside.Body["errors"]!.ToJsonString(), StringComparison.Ordinal);
        var none = await client.SendAsync(HttpMethod.Post, "processes/magic/execution", """{"inputs":{}}""");
        Assert.Equal((HttpStatusCode.NotFound, "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-process"), (none.Status, none.Body["type"]!.GetValue<string>()));
        var job = await client.SendAsync(HttpMethod.Get, "jobs/none/results");
        Assert.Equal((HttpStatusCode.NotFound, "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-job"), (job.Status, job.Body["type"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_killed_program_runs_its_broken_off_jobs_again_and_says_so()
    {
        var folder = Directory.CreateTempSubdirectory("jining231-jobs-").FullName;
        try
        {
            var first = await RunningService.StartAsync(folder);
            var places = new List<string>();
            for (var i = 0; i < 12; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("processes/siting/execution", UriKind.Relative))
                {
                    Content = new StringContent($$$"""{"inputs":{"industry":"fluorosilicon","areaMu":{{{300 + i * 37}}}}}""", System.Text.Encoding.UTF8, "application/json"),
                };
                request.Headers.Add("Prefer", "respond-async");
                using var answer = await first.Http.SendAsync(request);
                places.Add(answer.Headers.Location!.AbsolutePath);
            }

            while (!(await first.Http.GetStringAsync(new Uri("jobs?status=running", UriKind.Relative))).Contains("\"running\"", StringComparison.Ordinal))
                await Task.Delay(5);
            await first.DisposeAsync();

            await using var second = await RunningService.StartAsync(folder);
            var attempts = new List<int>();
            foreach (var place in places)
            {
                var done = await DoneAsync(second.Http, new Uri(second.Address, place));
                Assert.Equal("successful", done["status"]!.GetValue<string>());
                attempts.Add(done["attempts"]!.GetValue<int>());
                Assert.Contains("\"sites\"", await second.Http.GetStringAsync(new Uri(second.Address, place + "/results")), StringComparison.Ordinal);
            }

            Assert.Contains(2, attempts);
            Assert.All(attempts, a => Assert.InRange(a, 1, 2));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<JsonNode> DoneAsync(HttpClient http, Uri job)
    {
        for (var i = 0; i < 1200; i++)
        {
            var state = JsonNode.Parse(await http.GetStringAsync(job))!;
            if (state["status"]!.GetValue<string>() is not ("accepted" or "running"))
                return state;
            await Task.Delay(50);
        }

        throw new TimeoutException(job.ToString());
    }

    /// <summary>OpenAPI's <c>nullable</c> in the words of JSON Schema.</summary>
    internal static JsonNode Nullable(JsonNode schema)
    {
        if (schema is JsonObject one)
        {
            if (one.Remove("nullable") && one["type"] is { } type)
                one["type"] = new JsonArray(type.DeepClone(), "null");
            foreach (var (_, member) in one.ToArray())
                if (member is not null)
                    Nullable(member);
        }
        else if (schema is JsonArray many)
        {
            foreach (var item in many)
                if (item is not null)
                    Nullable(item);
        }

        return schema;
    }
}
