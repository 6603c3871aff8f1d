using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting.Given;

namespace Jining231.Geo.Siting.Batch;

/// <summary>Reads a batch: projects as JSON or as CSV text, plots as a GeoJSON FeatureCollection (CRS84) or as 界址点 TXT.</summary>
public static class BatchRequestParser
{
    private static readonly string[] Fields = ["projects", "projectsCsv", "plots", "plotsTxt", "assign"];

    /// <summary>Raises <see cref="GeoProblemException"/> with all problems, each with a pointer that begins with <paramref name="at"/>.</summary>
    public static BatchRequest Parse(JsonElement inputs, RulePack rules, string at = "/inputs")
    {
        ArgumentNullException.ThrowIfNull(rules);
        var problems = new List<GeoProblem>();
        var reader = new InputReader(inputs, at, problems);
        if (!reader.IsObject)
            throw new GeoProblemException(problems);
        reader.RefuseUnknown(Fields);
        var projects = new List<BatchProject>();
        if (reader.Text("projectsCsv") is { } csv)
            foreach (var (line, json) in ProjectsCsv.Read(csv, reader.Pointer("projectsCsv")))
                Add(json, $"{reader.Pointer("projectsCsv")}/{line}");
        if (reader.Value("projects") is { } list)
        {
            if (list.ValueKind == JsonValueKind.Array)
                for (var i = 0; i < list.GetArrayLength(); i++)
                    Add(list[i], $"{reader.Pointer("projects")}/{i}");
            else
                problems.Add(new(ProblemCode.InvalidValue, "“projects”必须是列表。", "'projects' must be a list.") { Field = reader.Pointer("projects") });
        }

        var plots = GivenPlotReader.Read(reader, BatchRequest.MostPlots, problems);
        if (problems.Count == 0 && projects.Count is 0 or > BatchRequest.MostProjects)
            problems.Add(new(ProblemCode.OutOfRange, $"项目应为 1 至 {BatchRequest.MostProjects} 个。", $"There must be 1 to {BatchRequest.MostProjects} projects.")
            {
                Field = reader.Pointer("projects"),
                Allowed = [$"1–{BatchRequest.MostProjects}"],
            });
        var assign = reader.Flag("assign") ?? false;
        return problems.Count == 0 ? new BatchRequest(projects, [.. plots.Select(p => new BatchPlot(p.Id, p.Geographic))], assign) : throw new GeoProblemException(problems);

        void Add(JsonElement project, string pointer) =>
            InputReader.Gather(problems, () => projects.Add(Project(project, rules, pointer, projects.Count + 1)));
    }

    /// <summary>A project is a siting request with a name.</summary>
    private static BatchProject Project(JsonElement project, RulePack rules, string pointer, int number)
    {
        var name = $"{number}";
        if (project.ValueKind == JsonValueKind.Object && project.TryGetProperty("name", out var named))
        {
            if (named.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(named.GetString()))
                throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue, "“name”必须是文字。", "'name' must be text.") { Field = pointer + "/name" });
            name = named.GetString()!;
            using var bare = JsonDocument.Parse(JsonBytes.Of(w =>
            {
                w.WriteStartObject();
                foreach (var member in project.EnumerateObject().Where(m => m.Name != "name"))
                    member.WriteTo(w);
                w.WriteEndObject();
            }));
            return new BatchProject(name, Parse(bare.RootElement));
        }

        return new BatchProject(name, Parse(project));

        SitingRequest Parse(JsonElement request)
        {
            var parsed = SitingRequestParser.Parse(request, rules, pointer);
            if (parsed.AsOf is not null)
                throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue,
                    "批量选址都按现行记录，不能给“asOf”。", "A batch is decided on the present record; 'asOf' cannot be given.")
                { Field = pointer + "/asOf" });
            if (parsed.Locked.Count > 0)
                throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue,
                    "批量选址不能给“locked”；给定的地块写在“plots”中。", "A batch takes no 'locked' plots; give plots in 'plots'.")
                { Field = pointer + "/locked" });
            return parsed;
        }
    }
}
