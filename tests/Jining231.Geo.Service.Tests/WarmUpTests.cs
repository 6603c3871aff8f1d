using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Service.WarmUps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Jining231.Geo.Service.Tests;

/// <summary>Getting ready for the first siting: it changes nothing, shows nowhere, gives way, and ends with the service.</summary>
public sealed class WarmUpTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("jining231-warm-").FullName;
    private IFeatureStore _store = null!;

    public async Task InitializeAsync()
    {
        _store = await EmbeddedStore.OpenAsync(Path.Combine(_folder, "s.gpkg"), default);
        await EmbeddedStore.SeedIfNewAsync(_store, EmbeddedFiles.Layers, null, default);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_writes_nothing_shows_in_no_list_of_jobs_and_changes_no_answer()
    {
        var before = await RevisionsAsync();
        byte[] warm, cold;
        await using (var app = Build(warmUp: true))
        {
            var http = await StartAsync(app);
            var warmUp = app.Services.GetRequiredService<WarmUp>();
            await warmUp.Done.WaitAsync(Patience);
            Assert.True(warmUp.Answered > 1, $"{warmUp.Answered} requests");
            var jobs = JsonNode.Parse(await http.GetStringAsync(new Uri("jobs", UriKind.Relative)))!;
            Assert.Empty(jobs["jobs"]!.AsArray());
            warm = await SitingAsync(http);
            await app.StopAsync();
        }

        Assert.Equal(before, await RevisionsAsync());
        await using (var app = Build(warmUp: false))
        {
            cold = await SitingAsync(await StartAsync(app));
            Assert.Null(app.Services.GetService<WarmUp>());
            await app.StopAsync();
        }

        Assert.Equal(cold, warm);
    }

    [Fact]
    public async Task A_request_that_comes_at_once_is_answered_and_the_rest_is_done_afterwards()
    {
        await using var app = Build(warmUp: true);
        var http = await StartAsync(app);
        var answer = await SitingAsync(http);
        var warmUp = app.Services.GetRequiredService<WarmUp>();
        await warmUp.Done.WaitAsync(Patience);
        Assert.True(warmUp.Answered > 1, $"{warmUp.Answered} requests");
        Assert.Equal(answer, await SitingAsync(http));
        await app.StopAsync();
    }

    [Fact]
    public async Task It_ends_with_the_service()
    {
        await using var app = Build(warmUp: true);
        await StartAsync(app);
        var warmUp = app.Services.GetRequiredService<WarmUp>();
        await app.StopAsync();
        await warmUp.Done.WaitAsync(Patience);
        Assert.True(warmUp.ExecuteTask is { IsCompleted: true, IsFaulted: false });
    }

    [Fact]
    public async Task One_that_is_stopped_before_it_began_ends_too()
    {
        await using var app = Build(warmUp: true);
        var warmUp = app.Services.GetRequiredService<WarmUp>();
        await warmUp.StartAsync(new CancellationToken(canceled: true));
        Assert.True(warmUp.ExecuteTask!.IsCanceled);
        await warmUp.StopAsync(default);
        Assert.True(warmUp.Done.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_store_without_data_is_left_to_whoever_asks()
    {
        var empty = await EmbeddedStore.OpenAsync(Path.Combine(_folder, "empty.gpkg"), default);
        await using (empty)
        {
            await using var app = Build(warmUp: true, empty);
            var http = await StartAsync(app);
            await app.Services.GetRequiredService<WarmUp>().Done.WaitAsync(Patience);
            using var ready = await http.GetAsync(new Uri("health/ready", UriKind.Relative));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            await app.StopAsync();
        }
    }

    [Fact]
    public void Work_gives_way_from_the_first_request_to_the_last()
    {
        using var times = new IdleTimes();
        var rest = times.Rest;
        Assert.True(times.Idle.IsCompleted);
        times.Enter();
        times.Enter();
        Assert.True(rest.IsCancellationRequested && times.Rest.IsCancellationRequested);
        times.Leave();
        Assert.False(times.Idle.IsCompleted);
        times.Leave();
        Assert.True(times.Idle.IsCompleted);
        Assert.False(times.Rest.IsCancellationRequested);
        Assert.True(rest.IsCancellationRequested);
    }

    private WebApplication Build(bool warmUp, IFeatureStore? store = null) => JiningService.Build(
        new ServiceOptions(store ?? _store, EmbeddedStore.LoadRules(EmbeddedFiles.Rules)) { Url = "http://127.0.0.1:0", Log = false, WarmUp = warmUp });

    private static async Task<HttpClient> StartAsync(WebApplication app)
    {
        await app.StartAsync();
        return new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), Timeout = Patience };
    }

    private static async Task<byte[]> SitingAsync(HttpClient http)
    {
        using var body = new StringContent("""{"inputs":{"industry":"fluorosilicon","areaMu":300,"hazard":"medium"}}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri("processes/siting/execution", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private async Task<string> RevisionsAsync()
    {
        await using var snapshot = await _store.OpenSnapshotAsync(null, default);
        return string.Join(",", snapshot.Revisions.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key}={r.Value.Revision}"));
    }
}
