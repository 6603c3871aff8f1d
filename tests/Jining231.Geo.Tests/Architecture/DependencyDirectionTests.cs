using System.Text.RegularExpressions;

namespace Jining231.Geo.Tests.Architecture;

/// <summary>The direction of dependencies: Cli → Service → Stores → Jining231.Geo, and slices apart from one another.</summary>
public sealed partial class DependencyDirectionTests
{
    private static readonly string Src = Path.Combine(RepositoryRoot.Path, "src");

    /// <summary>Grounds that every slice may stand on; each other folder of the pure library is a slice.</summary>
    private static readonly string[] SharedGround = ["Spatial", "Layers", "Rules", "Eligibility", "Exchange", "Jobs", "Branches"];

    [Theory]
    [InlineData("Jining231.Geo", "")]
    [InlineData("Jining231.Geo.Stores", "Jining231.Geo")]
    [InlineData("Jining231.Geo.Service", "Jining231.Geo,Jining231.Geo.Stores")]
    [InlineData("Jining231.Geo.Workspace", "Jining231.Geo,Jining231.Geo.Stores")]
    [InlineData("Jining231.Geo.Viewer", "Jining231.Geo.Workspace")]
    [InlineData("Jining231.Geo.Cli", "Jining231.Geo,Jining231.Geo.Service,Jining231.Geo.Stores")]
    public void A_project_references_only_what_lies_below_it(string project, string allowed)
    {
        var text = File.ReadAllText(Path.Combine(Src, project, project + ".csproj"));
        var referenced = ProjectReference().Matches(text).Select(m => m.Groups[1].Value);
        Assert.Empty(referenced.Except(allowed.Split(',')));
    }

    /// <summary>A program with versions of its own runs on other packages than its libraries were built with, and fails when it opens a store.</summary>
    [Fact]
    public void Every_project_takes_the_versions_of_shared_packages_from_the_one_list()
    {
        var offenders = Directory.EnumerateFiles(Src, "*.csproj", SearchOption.AllDirectories)
            .Where(f => OwnVersions().IsMatch(File.ReadAllText(f)));
        Assert.Empty(offenders);
    }

    [Fact]
    public void Only_the_stores_project_names_a_database()
    {
        var offenders = SourceFiles(Src)
            .Where(f => !f.Contains("Jining231.Geo.Stores", StringComparison.Ordinal))
            .Where(f => DatabaseNamespace().IsMatch(File.ReadAllText(f)));
        Assert.Empty(offenders);
    }

    [Fact]
    public void Stores_know_no_slice()
    {
        var slices = Slices();
        Assert.NotEmpty(slices);
        var offenders =
            from file in SourceFiles(Path.Combine(Src, "Jining231.Geo.Stores"))
            let text = File.ReadAllText(file)
            from slice in slices
            where text.Contains($"Jining231.Geo.{slice}", StringComparison.Ordinal)
            select $"{file} → {slice}";
        Assert.Empty(offenders);
    }

    [Fact]
    public void No_slice_calls_the_engine_or_planner_of_another_slice()
    {
        var roles = Slices().ToDictionary(s => s, s => SourceFiles(Path.Combine(Src, "Jining231.Geo", s))
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .Where(n => n.EndsWith("Engine", StringComparison.Ordinal) || n.EndsWith("Planner", StringComparison.Ordinal))
            .ToArray());
        var offenders =
            from slice in roles.Keys
            from file in SourceFiles(Path.Combine(Src, "Jining231.Geo", slice))
            let text = File.ReadAllText(file)
            from other in roles
            where other.Key != slice
            from role in other.Value
            where Regex.IsMatch(text, $@"\b{role}\b")
            select $"{file} → {role}";
        Assert.Empty(offenders);
    }

    [Fact]
    public void Shared_ground_knows_no_slice()
    {
        var offenders =
            from ground in SharedGround
            let folder = Path.Combine(Src, "Jining231.Geo", ground)
            where Directory.Exists(folder)
            from file in SourceFiles(folder)
            let text = File.ReadAllText(file)
            from slice in Slices()
            where text.Contains($"using Jining231.Geo.{slice}", StringComparison.Ordinal)
            select $"{file} → {slice}";
        Assert.Empty(offenders);
    }

    [Fact]
    public void Engines_are_pure_by_name_and_stores_are_not_reached_from_them()
    {
        var offenders = SourceFiles(Path.Combine(Src, "Jining231.Geo"))
            .Where(f => f.EndsWith("Engine.cs", StringComparison.Ordinal))
            .Where(f => StoreAccess().IsMatch(File.ReadAllText(f)));
        Assert.Empty(offenders);
    }

    private static string[] Slices() =>
    [
        .. Directory.GetDirectories(Path.Combine(Src, "Jining231.Geo"))
            .Select(d => Path.GetFileName(d))
            .Where(n => n is not ("bin" or "obj") && !SharedGround.Contains(n))
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> SourceFiles(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !f.Contains("node_modules", StringComparison.Ordinal));

    [GeneratedRegex("ProjectReference Include=\"[^\"]*/([^/\"]+)\\.csproj\"")]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"ManagePackageVersionsCentrally|CentralPackageTransitivePinning|VersionOverride|<PackageReference[^>]*\bVersion=")]
    private static partial Regex OwnVersions();

    [GeneratedRegex(@"Microsoft\.Data\.Sqlite|Npgsql|SQLitePCL")]
    private static partial Regex DatabaseNamespace();

    [GeneratedRegex(@"IFeatureStore|IFeatureSnapshot")]
    private static partial Regex StoreAccess();
}
