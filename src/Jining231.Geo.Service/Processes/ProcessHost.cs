using Jining231.Geo.Jobs;

namespace Jining231.Geo.Service.Processes;

/// <summary>What the endpoints of processes and jobs share.</summary>
/// <param name="Processes">The processes.</param>
/// <param name="Jobs">The jobs of the store.</param>
/// <param name="Runner">Works them off.</param>
/// <param name="Kept">How long a job is kept.</param>
/// <param name="Actor">Who is recorded with a job.</param>
internal sealed record ProcessHost(ProcessCatalog Processes, IJobStore Jobs, JobRunner Runner, TimeSpan Kept, string Actor);
