using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Jining231.Geo.Jobs;
using Jining231.Geo.Layers;
using Jining231.Geo.Service.Processes;
using Jining231.Geo.Stores.GeoPackage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Jining231.Geo.Service.Tests;

/// <summary>Progress, dismissal that stops the work, an orderly stop, and results that are kept for their time.</summary>
public sealed class JobCancelTests : IAsyncLifetime, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jining231-cancel-").FullName;
    private readonly TaskCompletionSource _begun = new();
    private readonly TaskCompletionSource _stopped = new();
    private GeoPackageStore _store = null!;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _store = await GeoPackageStore.OpenAsync(Path.Combine(_folder, "s.gpkg"), LayerCatalog.All, TimeProvider.System, default);
        await StartAsync(TimeSpan.FromDays(1));
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_dismissed_job_truly_stops()
    {
        var job = await AskAsync();
        await _begun.Task.WaitAsync(TimeSpan.FromMinutes(1));
        JsonNode state;
        do
            state = (await _http.GetFromJsonAsync<JsonNode>(job))!;
        while (state["progress"]!.GetValue<int>() == 0);
        Assert.Equal(("running", 25), (state["status"]!.GetValue<string>(), state["progress"]!.GetValue<int>()));
        var early = await _http.GetAsync(new Uri(job + "/results"));
        Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        Assert.Contains("result-not-ready", await early.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var dismissed = await _http.DeleteAsync(job);
        Assert.Equal("dismissed", (await dismissed.Content.ReadFromJsonAsync<JsonNode>())!["status"]!.GetValue<string>());
        await _stopped.Task.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Gone, (await _http.DeleteAsync(job)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await _http.GetAsync(new Uri(job + "/results"))).StatusCode);
        Assert.Equal("dismissed", (await _http.GetFromJsonAsync<JsonNode>(job))!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_orderly_stop_gives_the_job_back_without_spending_an_attempt()
    {
        var job = await AskAsync();
        await _begun.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await StopAsync();
        await _stopped.Task;
        var found = await _store.Jobs.FindAsync(job.Segments[^1], default);
        Assert.Equal((JobStatus.Accepted, 0), (found!.Status, found.Attempts));
        await StartAsync(TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task An_expired_result_is_gone_and_says_when()
    {
        await StopAsync();
        await StartAsync(TimeSpan.FromMilliseconds(1));
        var job = await AskAsync();
        await Task.Delay(5);
        using var answer = await _http.GetAsync(new Uri(job + "/results"));
        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        Assert.Contains("到期", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<Uri> AskAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("processes/slow/execution", UriKind.Relative))
        {
            Content = new StringContent("""{"inputs":{}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Prefer", "respond-async, wait=1");
        using var answer = await _http.SendAsync(request);
        return answer.Headers.Location!;
    }

    private async Task StartAsync(TimeSpan kept)
    {
        var rules = EmbeddedStore.LoadRules(EmbeddedFiles.Rules);
        var slow = new ProcessDef("slow", "慢", "Slow", new JsonObject { ["properties"] = new JsonObject() }, [], _ => async control =>
        {
            control.Progress.Report(0.25);
            _begun.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, control.CancellationToken);
            }
            finally
            {
                _stopped.TrySetResult();
            }

            return [];
        });
        _app = JiningService.Build(new ServiceOptions(_store, rules) { Url = "http://127.0.0.1:0", Log = false, MoreProcesses = [slow], JobsKept = kept });
        await _app.StartAsync();
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _http = new HttpClient { BaseAddress = new Uri(address) };
    }

    private async Task StopAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
