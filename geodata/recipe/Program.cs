using Jining231.Geo.Recipe;

// Usage: dotnet run --project geodata/recipe [output folder]; default: geodata/layers of the repository.
var root = new DirectoryInfo(AppContext.BaseDirectory);
while (root is not null && !File.Exists(Path.Combine(root.FullName, "Jining231.Geo.sln")))
    root = root.Parent;
if (root is null)
{
    Console.Error.WriteLine("The repository was not found above the program.");
    return 1;
}

var target = args.Length > 0 ? args[0] : Path.Combine(root.FullName, "geodata", "layers");
Directory.CreateDirectory(target);
foreach (var (name, bytes) in LayerRecipe.Run(Path.Combine(root.FullName, "geodata", "recipe", "facts")))
{
    File.WriteAllBytes(Path.Combine(target, name), bytes);
    Console.Error.WriteLine($"{name} {bytes.Length} bytes");
}

return 0;
