using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Service;
using Jining231.Geo.Spatial;
using Jining231.Geo.Stores.Seeding;

namespace Jining231.Geo.Cli;

/// <summary>What every verb has: common options, the language, and standard output kept for data.</summary>
internal sealed class CliContext(Language language)
{
    public Language Say { get; } = language;

    public Option<string?> Store { get; } = Common<string?>("--store", language["数据文件（*.gpkg）或数据库连接串（Host=…;Database=…）；缺省为环境变量 JINING_STORE，或用户数据文件夹中的文件", "store file (*.gpkg) or database connection string (Host=…;Database=…); by default the variable JINING_STORE, or a file in the user's data folder"]);

    /// <summary>Environment variable that names the store where <c>--store</c> does not: a password stays off the command line.</summary>
    public const string StoreVariable = "JINING_STORE";

    public Option<string?> Rules { get; } = Common<string?>("--rules", language["规则文件夹；缺省为随附规则", "folder of rules; by default the shipped ones"]);

    public Option<string> Lang { get; } = MakeLang(language);

    public Option<bool> JsonOutput { get; } = new("--json") { Description = language["输出 JSON（与 HTTP 相同的字节）", "print JSON (the same bytes as HTTP)"] };

    public IEnumerable<Option> Everywhere => [Store, Rules, Lang];

    /// <summary>Opens the store, filling it at its first use; progress goes to standard error.</summary>
    public async Task<IFeatureStore> OpenStoreAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var store = await EmbeddedStore.OpenAsync(StoreNamed(parse), cancellationToken);
        await EmbeddedStore.SeedIfNewAsync(store, EmbeddedFiles.Layers, new SeedPrinter(Say), cancellationToken);
        return store;
    }

    /// <summary>The store that the user named, in this order: option, environment, the file in the user's data folder.</summary>
    public string StoreNamed(ParseResult parse) =>
        parse.GetValue(Store) ?? (Environment.GetEnvironmentVariable(StoreVariable) is { Length: > 0 } named ? named : EmbeddedFiles.DefaultStore());

    public RulePack LoadRules(ParseResult parse) => EmbeddedStore.LoadRules(parse.GetValue(Rules) ?? EmbeddedFiles.Rules);

    /// <summary>Writes result bytes and a line end to standard output.</summary>
    public static async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(bytes, cancellationToken);
        if (!Console.IsOutputRedirected)
            await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }

    /// <summary>Writes a JSON document to standard output: the same bytes as HTTP.</summary>
    public static Task WriteJsonAsync(Action<Utf8JsonWriter> write, CancellationToken cancellationToken) => WriteAsync(JsonBytes.Of(write), cancellationToken);

    /// <summary>An option's RFC 3339 instant, or null where it is not given.</summary>
    public static DateTimeOffset? Instant(ParseResult parse, Option<string?> option) => parse.GetValue(option) switch
    {
        null => null,
        var text when Rfc3339.TryParse(text, out var instant) => instant,
        var text => throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue, $"“{text}”应为带时区的 RFC 3339 时刻。", $"'{text}' must be an RFC 3339 instant with an offset.")
        {
            Field = option.Name,
            Allowed = ["2026-03-01T08:00:00Z"],
        }),
    };

    /// <summary>Opens a decision package; a file that is not there is a problem of the argument.</summary>
    public static FileStream OpenPackage(string path) => File.Exists(path)
        ? File.OpenRead(path)
        : throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue, $"没有文件：{path}。", $"There is no file: {path}.") { Field = "package" });

    /// <summary>An area for tables: 亩 to 0.01.</summary>
    public static string Mu(double m2) => Units.ToMu(m2).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A note for people: standard error, so that data stay clean.</summary>
    public static void Note(string text) => Console.Error.WriteLine(text);

    /// <summary>Reports problems on standard error: as lines, or with <c>--json</c> as the document that HTTP answers.</summary>
    public int Report(GeoProblemException e, bool asJson)
    {
        var kind = Problems.For(e.Problems[0].Code);
        if (asJson)
        {
            using var buffer = new MemoryStream();
            ProblemWriter.Write(buffer, kind, e.Problems[0].MessageZh, e.Problems[0].MessageEn, e.Problems, "cli");
            Note(Encoding.UTF8.GetString(buffer.ToArray()));
        }
        else
        {
            foreach (var problem in e.Problems)
                Note(Line(problem));
        }

        return ExitCodes.Of(e.Problems[0].Code);
    }

    private string Line(GeoProblem problem)
    {
        var text = Say[problem.MessageZh, problem.MessageEn];
        if (problem.Field is { Length: > 0 } field)
            text = $"{field}: {text}";
        return problem.Allowed.Count == 0 ? text : $"{text} ({Say["允许", "allowed"]}: {string.Join(", ", problem.Allowed)})";
    }

    private static Option<T> Common<T>(string name, string description) => new(name) { Description = description, Recursive = true };

    private static Option<string> MakeLang(Language language)
    {
        var option = Common<string>("--lang", language["语言：zh 或 en", "language: zh or en"]);
        option.DefaultValueFactory = _ => "zh";
        option.AcceptOnlyFromAmong("zh", "en");
        return option;
    }

    private sealed class SeedPrinter(Language say) : IProgress<SeedProgress>
    {
        public void Report(SeedProgress value) => Note($"[{value.Done}/{value.Total}] {say["装载", "seeding"]} {value.Layer}");
    }
}
