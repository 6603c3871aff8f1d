using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>COPY takes no parameters: their values become literals, which the server itself quotes in the session that runs them.</summary>
internal static partial class PostGisLiterals
{
    /// <summary>The command's text with every parameter as a literal of its type.</summary>
    public static async Task<string> InlineAsync(NpgsqlCommand command, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (command.Parameters.Count == 0)
            return command.CommandText;
        var types = command.Parameters.Select(p => TypeName(p.NpgsqlDbType)).ToArray();
        var ask = new NpgsqlCommand("SELECT " + string.Join(", ", types.Select((t, i) =>
            string.Create(CultureInfo.InvariantCulture, $"quote_literal((${i + 1}::{t})::text)"))), connection);
        await using (ask.ConfigureAwait(false))
        {
            foreach (var parameter in command.Parameters.ToArray())
                ask.Parameters.Add(parameter.Clone());
            var reader = await ask.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                var literals = types.Select((t, i) => $"{reader.GetString(i)}::{t}").ToArray();
                return Place().Replace(command.CommandText, m => literals[int.Parse(m.ValueSpan[1..], CultureInfo.InvariantCulture) - 1]);
            }
        }
    }

    private static string TypeName(NpgsqlDbType type) => (type & ~NpgsqlDbType.Array) switch
    {
        NpgsqlDbType.Double => "double precision",
        NpgsqlDbType.Bigint => "bigint",
        NpgsqlDbType.Integer => "integer",
        NpgsqlDbType.Boolean => "boolean",
        NpgsqlDbType.Timestamp or NpgsqlDbType.TimestampTz => "timestamptz",
        NpgsqlDbType.Date => "date",
        NpgsqlDbType.Text => "text",
        NpgsqlDbType.Bytea => "bytea",
        var other => throw new NotSupportedException($"A parameter of type {other} cannot be sent with COPY."),
    } + ((type & NpgsqlDbType.Array) != 0 ? "[]" : "");

    [GeneratedRegex(@"\$[0-9]+")]
    private static partial Regex Place();
}
