using Jining231.Geo.Layers;
using Jining231.Geo.Reserves.Readiness;
using Jining231.Geo.Siting;

namespace Jining231.Geo.Service.Processes;

/// <summary>All processes of a running service. A new process is one line here.</summary>
internal sealed class ProcessCatalog
{
    private ProcessCatalog(IReadOnlyList<ProcessDef> all) => All = all;

    /// <summary>The processes, in display order.</summary>
    public IReadOnlyList<ProcessDef> All { get; }

    /// <summary>Registers the processes of the service.</summary>
    /// <param name="options">Store and rules.</param>
    /// <param name="siting">Finds sites; whoever made it lets go of it.</param>
    /// <param name="readiness">Plans reserves and judges readiness; whoever made it lets go of it.</param>
    public static ProcessCatalog Make(ServiceOptions options, SitingPlanner siting, ReadinessPlanner readiness) => new(
    [
        SitingProcess.Make(options, siting),
        SitingBatchProcess.Make(options, siting),
        ScenarioProcess.Make(options, siting),
        RedlineCheckProcess.Make(options, siting),
        SolarProcess.Make(options),
        ReserveCheckProcess.Make(options, readiness),
        ReservePlanProcess.Make(options, readiness),
        ReadinessProcesses.Readiness(readiness),
        ReadinessProcesses.Check(readiness),
        .. options.MoreProcesses,
    ]);

    /// <summary>The process of that name; an unknown one raises <see cref="ProblemCode.NoSuchProcess"/>.</summary>
    public ProcessDef Get(string id) => All.FirstOrDefault(p => p.Id == id) ?? throw new GeoProblemException(
        new GeoProblem(ProblemCode.NoSuchProcess, $"没有过程“{id}”。", $"There is no process '{id}'.")
        {
            Field = "processId",
            Allowed = [.. All.Select(p => p.Id)],
        });
}
