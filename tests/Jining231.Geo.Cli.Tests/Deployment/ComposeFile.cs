using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Jining231.Geo.Cli.Tests.Deployment;

/// <summary>The shipped <c>docker-compose.yml</c> with its variables filled in, as Compose does it.</summary>
internal sealed partial class ComposeFile
{
    private readonly YamlMappingNode _services;
    private readonly IReadOnlyDictionary<string, string> _variables;

    public ComposeFile(string folder, IReadOnlyDictionary<string, string> variables)
    {
        _variables = variables;
        var yaml = new YamlStream();
        using var text = File.OpenText(Path.Combine(folder, "docker-compose.yml"));
        yaml.Load(text);
        _services = (YamlMappingNode)yaml.Documents[0].RootNode["services"];
    }

    /// <summary>A list of words, as <c>command</c> or <c>healthcheck/test</c>.</summary>
    public string[] Words(string service, params string[] path) =>
        [.. ((YamlSequenceNode)path.Aggregate(_services[service], (node, key) => node[key])).Select(n => Filled(((YamlScalarNode)n).Value!))];

    public Dictionary<string, string> Environment(string service) => ((YamlMappingNode)_services[service]["environment"]).Children
        .ToDictionary(c => ((YamlScalarNode)c.Key).Value!, c => Filled(((YamlScalarNode)c.Value).Value!), StringComparer.Ordinal);

    /// <summary>Compose specification, interpolation: <c>$$</c>, <c>${name:-default}</c>, <c>${name:?message}</c>.</summary>
    private string Filled(string text) => Variable().Replace(text, m => m.Value == "$$" ? "$"
        : _variables.TryGetValue(m.Groups["name"].Value, out var value) ? value
        : m.Groups["otherwise"].Success ? m.Groups["otherwise"].Value
        : throw new InvalidOperationException(m.Value));

    [GeneratedRegex(@"\$\$|\$\{(?<name>\w+)(:-(?<otherwise>[^}]*)|:\?[^}]*)?\}")]
    private static partial Regex Variable();
}
