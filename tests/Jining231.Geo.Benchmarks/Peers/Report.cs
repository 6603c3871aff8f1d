using System.Globalization;
using System.Text;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>Markdown, printed as it grows: a run that is broken off has shown what it measured.</summary>
internal sealed class Report
{
    /// <summary>A line of text.</summary>
    public void Say(string text) => Console.WriteLine(text + "\n");

    /// <summary>A table under a heading, with the machine's load at its end.</summary>
    public void Table(string title, string[] columns, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder($"### {title}\n\n");
        foreach (var row in new[] { columns, [.. columns.Select(_ => "---")] }.Concat(rows))
            text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        Console.WriteLine(text);
        Say($"Load average of the last minute: {Machine.Load}.");
    }

    /// <summary>Three significant places at most.</summary>
    public static string Number(double value) => value.ToString(value >= 100 ? "F0" : value >= 10 ? "F1" : "F2", CultureInfo.InvariantCulture);
}
