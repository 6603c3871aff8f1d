using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Filtering;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>Rows of a query, column by column from SQLite's own memory into a batch. Reads in the thread that asks.</summary>
internal sealed class GeoPackageRowReader : IRowReader, IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly LayerDef _layer;
    private readonly FilterPlan? _plan;
    private readonly bool _tested;
    private long _left;
    private long _skip;
    private bool _ended;

    /// <summary>Prepares the text and binds the parameters of a command; the command itself is not needed afterwards.</summary>
    public GeoPackageRowReader(SqliteConnection connection, SqliteCommand command, LayerDef layer, FilterPlan? plan, long? limit, long skip = 0)
    {
        _database = connection.Handle!;
        _layer = layer;
        _plan = plan;
        _tested = plan is { TestsRows: true };
        _left = limit ?? long.MaxValue;
        _skip = skip;
        Check(raw.sqlite3_prepare_v2(_database, command.CommandText, out _statement));
        try
        {
            foreach (SqliteParameter parameter in command.Parameters)
                Bind(parameter);
        }
        catch
        {
            _statement.Dispose();
            throw;
        }
    }

    /// <summary>Rows that SQLite has given, whether they passed the row test or not.</summary>
    public long Read { get; private set; }

    /// <summary>Rows that may still come.</summary>
    public long Left => _left;

    /// <summary>SQLite works in this thread; when the token is cancelled it is told to stop from outside.</summary>
    public ValueTask<bool> ReadAsync(RowBatch batch, CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.Register(() => raw.sqlite3_interrupt(_database));
        return ValueTask.FromResult(SqliteProblems.Guard(_database, () => Fill(batch, cancellationToken)));
    }

    /// <summary>All rows as objects.</summary>
    public List<FeatureRow> All()
    {
        var batch = new RowBatch(_layer, 16 * 1024);
        var rows = new List<FeatureRow>();
        while (Fill(batch, CancellationToken.None))
            for (var i = 0; i < batch.Count; i++)
                rows.Add(batch[i].ToFeatureRow());
        return rows;
    }

    public void Dispose() => _statement.Dispose();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private bool Fill(RowBatch batch, CancellationToken cancellationToken)
    {
        batch.Clear();
        while (_left > 0 && !_ended && !batch.IsFull)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var code = raw.sqlite3_step(_statement);
            if (code == raw.SQLITE_DONE)
            {
                _ended = true;
                break;
            }

            if (code == raw.SQLITE_INTERRUPT)
                cancellationToken.ThrowIfCancellationRequested();
            if (code != raw.SQLITE_ROW)
                Check(code);
            Take(batch);
        }

        return batch.Count > 0;
    }

    private void Take(RowBatch batch)
    {
        Read++;
        var before = batch.Used;
        var slots = batch.NewRow();
        slots[RowBatch.IdSlot] = batch.Add(raw.sqlite3_column_blob(_statement, 0));
        slots[RowBatch.VersionSlot] = new RawValue(raw.sqlite3_column_int64(_statement, 1), 0, 0);
        var column = 2;
        if (_layer.Geometry != GeometryKind.None)
        {
            if (!IsNull(column))
                slots[RowBatch.GeometrySlot] = batch.Add(GpkgGeometry.Wkb(raw.sqlite3_column_blob(_statement, column)));
            column++;
        }

        for (var i = 0; i < _layer.Fields.Count; i++)
            if (!IsNull(column + i))
                slots[RowBatch.FirstField + i] = SqliteValues.Read(_statement, column + i, _layer.Fields[i].Type, batch);
        if (_tested && (!_plan!.Passes(batch[batch.Count - 1].ToFeatureRow()) || _skip-- > 0))
        {
            batch.DropRow();
            batch.Used = before;
            return;
        }

        _left--;
    }

    private bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    private void Bind(SqliteParameter parameter)
    {
        var index = raw.sqlite3_bind_parameter_index(_statement, parameter.ParameterName);
        if (index == 0)
            return;
        Check(parameter.Value switch
        {
            string text => raw.sqlite3_bind_text(_statement, index, text),
            long number => raw.sqlite3_bind_int64(_statement, index, number),
            int number => raw.sqlite3_bind_int64(_statement, index, number),
            bool truth => raw.sqlite3_bind_int64(_statement, index, truth ? 1 : 0),
            double number => raw.sqlite3_bind_double(_statement, index, number),
            byte[] bytes => raw.sqlite3_bind_blob(_statement, index, bytes),
            null or DBNull => raw.sqlite3_bind_null(_statement, index),
            var other => throw new ArgumentException($"A parameter of type {other.GetType().Name}.", nameof(parameter)),
        });
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw new SqliteException($"SQLite Error {code}: '{raw.sqlite3_errmsg(_database).utf8_to_string()}'.", code & 0xff, code);
    }
}
