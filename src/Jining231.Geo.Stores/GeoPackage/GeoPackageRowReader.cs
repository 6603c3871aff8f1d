using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Filtering;
using Jining231.Geo.Stores.Paging;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>Rows of a query, column by column from SQLite's own memory into a batch. Reads in the thread that asks.</summary>
internal sealed class GeoPackageRowReader : IRowReader, IDisposable
{
    private readonly GeoPackageStatements _statements;
    private readonly string _text;
    private readonly sqlite3_stmt _statement;
    private readonly LayerDef _layer;
    private readonly FieldType[] _types;
    private readonly FilterPlan? _plan;
    private readonly bool _tested;
    private readonly BoxTest? _box;
    private long _left;
    private long _skip;
    private bool _ended, _returned;

    /// <summary>Takes a statement with the text and the parameters of a command; the command itself is not needed afterwards.</summary>
    public GeoPackageRowReader(GeoPackageStatements statements, SqliteCommand command, LayerDef layer, FilterPlan? plan, long? limit, long skip = 0, BoxTest? box = null)
    {
        _statements = statements;
        _layer = layer;
        _types = [.. layer.Fields.Select(f => f.Type)];
        _plan = plan;
        _tested = plan is { TestsRows: true };
        _left = limit ?? long.MaxValue;
        _skip = skip;
        _box = box;
        _text = command.CommandText;
        _statement = statements.Take(command);
    }

    /// <summary>Rows that SQLite has given, whether they passed the row test or not.</summary>
    public long Read { get; private set; }

    /// <summary>Rows that may still come.</summary>
    public long Left => _left;

    /// <summary>SQLite works in this thread; when the token is cancelled it is told to stop from outside.</summary>
    public ValueTask<bool> ReadAsync(RowBatch batch, CancellationToken cancellationToken)
    {
        using var stop = _statements.StoppedBy(cancellationToken);
        return ValueTask.FromResult(SqliteProblems.Guard(_statements.Database, () => Fill(batch, cancellationToken)));
    }

    /// <summary>Adds the rows of some runs, of a statement by <see cref="GeoPackageSql.Gather"/>, as far as there is room.</summary>
    public void Append(RowBatch batch, IReadOnlyList<RowRun> runs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var first = raw.sqlite3_bind_parameter_index(_statement, RowRun.FirstName);
        var last = raw.sqlite3_bind_parameter_index(_statement, RowRun.LastName);
        foreach (var run in runs)
        {
            _statements.Check(raw.sqlite3_reset(_statement));
            _statements.Check(raw.sqlite3_bind_int64(_statement, first, run.First));
            _statements.Check(raw.sqlite3_bind_int64(_statement, last, run.Last));
            _ended = false;
            Append(batch, cancellationToken);
        }
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

    public void Dispose()
    {
        if (!_returned)
            _statements.Return(_text, _statement);
        _returned = true;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private bool Fill(RowBatch batch, CancellationToken cancellationToken)
    {
        batch.Clear();
        Append(batch, cancellationToken);
        return batch.Count > 0;
    }

    private void Append(RowBatch batch, CancellationToken cancellationToken)
    {
        var row = _statement.DangerousGetHandle();
        while (_left > 0 && !_ended && !batch.IsFull)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_statements.Step(_statement, cancellationToken))
                Take(batch, row);
            else
                _ended = true;
        }

        GC.KeepAlive(_statement);
    }

    private void Take(RowBatch batch, nint row)
    {
        Read++;
        var before = batch.Used;
        var slots = batch.NewRow();
        slots[RowBatch.IdSlot] = new SqliteColumn(row, 0).AddTo(batch);
        slots[RowBatch.VersionSlot] = new RawValue(new SqliteColumn(row, 1).WholeNumber, 0, 0);
        var column = 2;
        if (_layer.Geometry != GeometryKind.None && new SqliteColumn(row, column++) is { IsNull: false } geometry)
            slots[RowBatch.GeometrySlot] = Wkb(batch, geometry.AddTo(batch));
        for (var i = 0; i < _types.Length; i++)
            if (new SqliteColumn(row, column + i) is { IsNull: false } value)
                slots[RowBatch.FirstField + i] = SqliteValues.Read(value, _types[i], batch);
        if (_tested && (!_plan!.Passes(batch[batch.Count - 1].ToFeatureRow()) || _skip-- > 0))
        {
            batch.DropRow();
            batch.Used = before;
            return;
        }

        _box?.Settle(batch, before);
        _left--;
    }

    /// <summary>The geometry without the header before it.</summary>
    private static RawValue Wkb(RowBatch batch, RawValue blob)
    {
        var header = GpkgGeometry.HeaderLength(batch.Bytes.AsSpan(blob.Start, blob.Length));
        return new RawValue(0, blob.Start + header, blob.Length - header);
    }
}
