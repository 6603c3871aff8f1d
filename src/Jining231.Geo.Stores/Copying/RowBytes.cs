using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.Copying;

/// <summary>What counts when two stores are compared: id, geometry and values of a row, not its version. One buffer, used again.</summary>
internal sealed class RowBytes : IDisposable
{
    private readonly MemoryStream _stream = new();
    private readonly BinaryWriter _writer;

    public RowBytes() => _writer = new BinaryWriter(_stream);

    /// <summary>The bytes of a row, valid until the next call; each part carries its type and length, so that no two rows share them.</summary>
    public ReadOnlySpan<byte> Of(FeatureRow row)
    {
        _stream.SetLength(0);
        _writer.Write(row.Id);
        _writer.Write(row.Wkb?.Length ?? -1);
        if (row.Wkb is { } wkb)
            _writer.Write(wkb.Span);
        foreach (var value in row.Values)
            Add(value);
        _writer.Flush();
        return _stream.GetBuffer().AsSpan(0, (int)_stream.Length);
    }

    public void Dispose() => _writer.Dispose();

    private void Add(object? value)
    {
        switch (value)
        {
            case null:
                _writer.Write((byte)0);
                break;
            case string text:
                _writer.Write((byte)1);
                _writer.Write(text);
                break;
            case long or int or short:
                _writer.Write((byte)2);
                _writer.Write(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case double real:
                _writer.Write((byte)3);
                _writer.Write(real);
                break;
            case bool flag:
                _writer.Write((byte)4);
                _writer.Write(flag);
                break;
            case DateTimeOffset instant:
                _writer.Write((byte)5);
                _writer.Write(instant.UtcTicks);
                break;
            case DateOnly day:
                _writer.Write((byte)6);
                _writer.Write(day.DayNumber);
                break;
            case IReadOnlyList<string> list:
                _writer.Write((byte)7);
                _writer.Write(list.Count);
                foreach (var item in list)
                    _writer.Write(item);
                break;
            default:
                throw new ArgumentException($"A value of type {value.GetType().Name}.", nameof(value));
        }
    }
}
