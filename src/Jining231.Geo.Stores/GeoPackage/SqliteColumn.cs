using System.Runtime.InteropServices;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>
/// A column of the row at hand, by SQLite's own functions: a page has thousands of values, and each passage through a safe handle costs
/// more than the value. Valid until the statement's next step; the statement must be kept alive meanwhile and its connection used by one thread.
/// </summary>
internal readonly struct SqliteColumn
{
    private const string Library = "e_sqlite3";
    private const int NullType = 5;

    private readonly nint _value;

    public SqliteColumn(nint statement, int column) => _value = ColumnValue(statement, column);

    public bool IsNull => ValueType(_value) == NullType;

    public long WholeNumber => ValueInt64(_value);

    public double Real => ValueDouble(_value);

    /// <summary>Copies text (UTF-8) or blob behind what the batch holds, without taking the room; gives the length.</summary>
    public int CopyTo(RowBatch batch)
    {
        // In this order: the first call settles the form, the second one measures it.
        var bytes = ValueBlob(_value);
        var length = ValueBytes(_value);
        if (length == 0)
            return 0;
        batch.Reserve(length);
        Marshal.Copy(bytes, batch.Bytes, batch.Used, length);
        return length;
    }

    /// <summary>Text (UTF-8) or blob as a value of the batch.</summary>
    public RawValue AddTo(RowBatch batch)
    {
        var value = new RawValue(0, batch.Used, CopyTo(batch));
        batch.Used += value.Length;
        return value;
    }

    // None of these waits: they look at memory of a connection that no other thread uses.
    [DllImport(Library, EntryPoint = "sqlite3_column_value"), SuppressGCTransition]
    private static extern nint ColumnValue(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_value_type"), SuppressGCTransition]
    private static extern int ValueType(nint value);

    [DllImport(Library, EntryPoint = "sqlite3_value_int64"), SuppressGCTransition]
    private static extern long ValueInt64(nint value);

    [DllImport(Library, EntryPoint = "sqlite3_value_double"), SuppressGCTransition]
    private static extern double ValueDouble(nint value);

    [DllImport(Library, EntryPoint = "sqlite3_value_blob"), SuppressGCTransition]
    private static extern nint ValueBlob(nint value);

    [DllImport(Library, EntryPoint = "sqlite3_value_bytes"), SuppressGCTransition]
    private static extern int ValueBytes(nint value);
}
