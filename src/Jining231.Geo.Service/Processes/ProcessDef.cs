using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jining231.Geo.Service.Processes;

/// <summary>What one run may use: who asked, where it says how far it is, and when it must stop.</summary>
/// <param name="Actor">Who asked.</param>
/// <param name="Progress">Takes the share that is done, 0 to 1.</param>
/// <param name="CancellationToken">Stops the run: the client is gone, the job was dismissed, or the program ends.</param>
public sealed record ProcessControl(string Actor, IProgress<double> Progress, CancellationToken CancellationToken);

/// <summary>One run, ready to go: gives the result document, UTF-8 JSON.</summary>
public delegate Task<byte[]> ProcessRun(ProcessControl control);

/// <summary>
/// Reads the <c>inputs</c> and gives the run. Everything wrong with the inputs is raised here, as
/// <see cref="Layers.GeoProblemException"/> with pointers below <c>/inputs</c>, so that no job is accepted that could never run.
/// </summary>
public delegate ProcessRun ProcessPrepare(JsonElement inputs);

/// <summary>
/// One process of the service. Registering one is all it takes: description, sync and async execution, jobs, and the API document
/// follow from it.
/// </summary>
/// <param name="Id">Name in <c>/processes/{id}</c>.</param>
/// <param name="TitleZh">Chinese title.</param>
/// <param name="TitleEn">English title.</param>
/// <param name="Inputs">Schema of the <c>inputs</c> object (OpenAPI 3.0, see <see cref="ApiDescription.Schema"/>).</param>
/// <param name="Output">Schema of the result document.</param>
/// <param name="Prepare">Reads the inputs and gives the run.</param>
public sealed record ProcessDef(string Id, string TitleZh, string TitleEn, JsonObject Inputs, JsonObject Output, ProcessPrepare Prepare)
{
    /// <summary>What the process answers, Chinese.</summary>
    public string DescriptionZh { get; init; } = "";

    /// <summary>What the process answers, English.</summary>
    public string DescriptionEn { get; init; } = "";

    /// <summary>Version of the process; it changes when an answer may change.</summary>
    public string Version { get; init; } = "1";

    /// <summary>An example of the inputs, which runs on the shipped data; tests run it.</summary>
    public JsonObject Example { get; init; } = [];
}
