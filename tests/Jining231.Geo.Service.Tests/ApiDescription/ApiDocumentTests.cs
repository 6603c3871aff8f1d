using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Service.ApiDescription;
using Jining231.Geo.Service.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi.Readers;

namespace Jining231.Geo.Service.Tests.ApiDescription;

/// <summary>The API document: valid, complete, and the one that is committed.</summary>
public sealed class ApiDocumentTests : IAsyncLifetime
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    private readonly string _folder = Directory.CreateTempSubdirectory("jining231-api-").FullName;
    private IFeatureStore _store = null!;
    private WebApplication _app = null!;
    private JsonObject _document = null!;

    public async Task InitializeAsync()
    {
        _store = await EmbeddedStore.OpenAsync(Path.Combine(_folder, "store.gpkg"), CancellationToken.None);
        var options = new ServiceOptions(_store, EmbeddedStore.LoadRules(EmbeddedFiles.Rules)) { Log = false };
        _app = JiningService.Build(options);
        _document = ApiDocument.Make(options, _app.Services.GetRequiredService<ProcessHost>().Processes.All, ServiceOptions.DefaultUrl);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_reader_of_OpenAPI_3_finds_no_fault()
    {
        _ = new OpenApiStringReader().Read(_document.ToJsonString(), out var found);
        Assert.Empty(found.Errors);
        Assert.Empty(found.Warnings);
        Assert.Equal(Microsoft.OpenApi.OpenApiSpecVersion.OpenApi3_0, found.SpecificationVersion);
    }

    /// <summary>With JINING_BLESS=1 the file is written instead; the difference is for the reviewer.</summary>
    [Fact]
    public void The_committed_document_is_the_one_that_is_served()
    {
        var path = Path.Combine(Root(), "src", "Jining231.Geo.Service", "ApiDescription", "openapi.json");
        var made = _document.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("JINING_BLESS") == "1")
            File.WriteAllText(path, made);
        Assert.True(File.Exists(path) && File.ReadAllText(path) == made, $"{path} is not what the service gives; look at the difference after JINING_BLESS=1.");
    }

    [Fact]
    public void Every_address_that_is_mapped_is_described_and_the_other_way_round()
    {
        var mapped = ((IEndpointRouteBuilder)_app).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()
            .Where(e => !ApiOperations.Pages.Contains(e.RoutePattern.RawText))
            .SelectMany(e => e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(m => $"{m.ToLowerInvariant()} {e.RoutePattern.RawText}"));
        Assert.Equal(mapped.Order(StringComparer.Ordinal), ApiOperations.All.Select(o => $"{o.Method} {o.Route}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void QGIS_and_GDAL_find_page_size_and_queryables_where_they_look()
    {
        var limit = _document["components"]!["parameters"]!["limit"]!["schema"]!;
        Assert.Equal(("1000", "10000"), (limit["default"]!.ToJsonString(), limit["maximum"]!.ToJsonString()));
        foreach (var layer in LayerCatalog.All)
        {
            var parameters = _document["paths"]![$"/collections/{layer.Name}/items"]!["get"]!["parameters"]!.AsArray().Where(p => p!["name"] is not null).ToList();
            Assert.Equal(layer.Fields.Where(f => f.Type != FieldType.TextArray).Select(f => f.Name), parameters.Select(p => p!["name"]!.GetValue<string>()));
            Assert.All(parameters, p => Assert.Equal(("query", "form", false), (p!["in"]!.GetValue<string>(), p["style"]!.GetValue<string>(), p["explode"]!.GetValue<bool>())));
        }
    }

    [Fact]
    public void Operations_have_names_of_their_own()
    {
        var names = _document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()).Select(o => o.Value!["operationId"]!.GetValue<string>()).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Jining231.Geo.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("The repository is not around the tests.");
    }
}
