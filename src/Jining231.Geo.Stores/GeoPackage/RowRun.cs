using Microsoft.Data.Sqlite;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>Row numbers without a gap, both ends included.</summary>
internal readonly record struct RowRun(long First, long Last)
{
    /// <summary>The parameters that take the ends.</summary>
    public const string FirstName = "$first", LastName = "$last";

    /// <summary>
    /// The row numbers that a command gives, in any order and each once, as ascending runs; null if there are more than <paramref name="most"/>.
    /// A layer is usually written place by place: a box of a thousand features has few runs, and reading along them costs less
    /// than looking up row after row.
    /// </summary>
    public static List<RowRun>? Of(GeoPackageStatements statements, SqliteCommand command, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statements);
        var rows = statements.WholeNumbers(command, most + 1, cancellationToken);
        if (rows.Count > most)
            return null;
        rows.Sort();
        var runs = new List<RowRun>();
        foreach (var row in rows)
            if (runs.Count > 0 && runs[^1].Last == row - 1)
                runs[^1] = runs[^1] with { Last = row };
            else
                runs.Add(new RowRun(row, row));
        return runs;
    }
}
