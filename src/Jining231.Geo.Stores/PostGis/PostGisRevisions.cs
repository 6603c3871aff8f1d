using Jining231.Geo.Layers;
using Npgsql;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>The layers' revisions now, by one prepared statement on a connection of its own; for a single server.</summary>
internal sealed class PostGisRevisions : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly IReadOnlyCollection<string> _layers;
    private readonly SharedRead<IReadOnlyDictionary<string, LayerRevision>> _shared;
    private NpgsqlCommand? _command;

    public PostGisRevisions(NpgsqlDataSource source, IReadOnlyCollection<string> layers)
    {
        _source = source;
        _layers = layers;
        _shared = new(() => PostGisProblems.GuardAsync(ReadAsync));
    }

    /// <summary>What a snapshot opened during this call would show.</summary>
    public Task<IReadOnlyDictionary<string, LayerRevision>> ReadSharedAsync() => _shared.RunAsync();

    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    private async Task<IReadOnlyDictionary<string, LayerRevision>> ReadAsync()
    {
        try
        {
            var command = _command ??= await PrepareAsync().ConfigureAwait(false);
            var revisions = _layers.ToDictionary(n => n, _ => LayerRevision.Unwritten, StringComparer.Ordinal);
            var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                while (await reader.ReadAsync().ConfigureAwait(false))
                    revisions[reader.GetString(0)] = new LayerRevision(reader.GetInt64(1), reader.GetFieldValue<DateTimeOffset>(2));
            return revisions;
        }
        catch
        {
            await CloseAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<NpgsqlCommand> PrepareAsync()
    {
        var connection = await _source.OpenConnectionAsync().ConfigureAwait(false);
        var command = new NpgsqlCommand("SELECT layer, revision, recorded_at FROM jining.revisions", connection);
        try
        {
            await command.PrepareAsync().ConfigureAwait(false);
            return command;
        }
        catch
        {
            await command.DisposeAsync().ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _command, null) is not { } command)
            return;
        var connection = command.Connection;
        await command.DisposeAsync().ConfigureAwait(false);
        if (connection is not null)
            await connection.DisposeAsync().ConfigureAwait(false);
    }
}
