using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Service.Items;

/// <summary>A position in the answer to one query.</summary>
/// <param name="AfterId">Id of the last feature of the page before.</param>
/// <param name="AfterValues">Its values of the sort keys.</param>
/// <param name="Passed">Features before the page.</param>
/// <param name="Matched">What the first page said of the number that match, or null.</param>
/// <param name="Estimated">True if that is an estimate.</param>
internal sealed record PagePosition(string AfterId, IReadOnlyList<object?> AfterValues, long Passed, long? Matched, bool Estimated);

/// <summary>
/// Positions as opaque text, signed (HMAC-SHA256) with a key that the store keeps, so that every process on it takes what
/// another has given, and bound to the query, so that none is taken for another.
/// </summary>
internal sealed class CursorSigner(IFeatureStore store)
{
    private const int DigestBytes = 16, SignatureBytes = 16;

    private readonly byte[] _ownKey = RandomNumberGenerator.GetBytes(32);
    private byte[]? _key;

    /// <summary>Reads the key if it has not been read: before a view is opened, so that no request ever needs two connections at once.</summary>
    public async ValueTask ReadyAsync(CancellationToken cancellationToken) => await KeyAsync(cancellationToken);

    /// <summary>Text of a position.</summary>
    public async ValueTask<string> WriteAsync(PagePosition position, byte[] query, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await using (var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(query.AsSpan(0, DigestBytes));
            writer.Write(position.AfterId);
            writer.Write(position.Passed);
            writer.Write(position.Matched ?? -1);
            writer.Write(position.Estimated);
            writer.Write((byte)position.AfterValues.Count);
            foreach (var value in position.AfterValues)
                CursorValues.Write(writer, value);
        }

        var payload = buffer.ToArray();
        return Base64Url.EncodeToString([.. Sign(await KeyAsync(cancellationToken), payload), .. payload]);
    }

    /// <summary>The position behind a text.</summary>
    /// <exception cref="GeoProblemException">InvalidValue naming <c>cursor</c>: not ours, changed, or of another query.</exception>
    public async ValueTask<PagePosition> ReadAsync(string text, byte[] query, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            bytes = Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            throw NotOurs();
        }

        if (bytes.Length <= SignatureBytes + DigestBytes)
            throw NotOurs();
        var payload = bytes.AsMemory(SignatureBytes);
        if (!CryptographicOperations.FixedTimeEquals(Sign(await KeyAsync(cancellationToken), payload.Span), bytes.AsSpan(0, SignatureBytes)))
            throw NotOurs();
        if (!payload.Span[..DigestBytes].SequenceEqual(query.AsSpan(0, DigestBytes)))
            throw QueryReader.Problem(ProblemCode.InvalidValue, "cursor", "cursor 属于另一个查询；翻页时除 limit、f、crs、properties 外的参数须与首页相同。",
                "The cursor belongs to another query; only limit, f, crs and properties may change from page to page.", "rel=next");
        using var reader = new BinaryReader(new MemoryStream(payload[DigestBytes..].ToArray()), Encoding.UTF8);
        var (id, passed, matched, estimated) = (reader.ReadString(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadBoolean());
        var values = new object?[reader.ReadByte()];
        for (var i = 0; i < values.Length; i++)
            values[i] = CursorValues.Read(reader);
        return new PagePosition(id, values, passed, matched < 0 ? null : matched, estimated);
    }

    /// <summary>A store that keeps no key gets one of this process.</summary>
    private async ValueTask<byte[]> KeyAsync(CancellationToken cancellationToken) =>
        _key ??= store is IStoreSecrets secrets ? await secrets.CursorKeyAsync(cancellationToken) : _ownKey;

    private static byte[] Sign(byte[] key, ReadOnlySpan<byte> payload) => HMACSHA256.HashData(key, payload)[..SignatureBytes];

    private static GeoProblemException NotOurs() => QueryReader.Problem(ProblemCode.InvalidValue, "cursor",
        "cursor 无效；请沿用上一页 next 链接中的值。", "The cursor is not valid; take it from the next link of the page before.", "rel=next");
}

/// <summary>Attribute values in a cursor, exact to the last bit.</summary>
internal static class CursorValues
{
    public static void Write(BinaryWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.Write((byte)0);
                break;
            case string text:
                writer.Write((byte)1);
                writer.Write(text);
                break;
            case long or int:
                writer.Write((byte)2);
                writer.Write(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case double number:
                writer.Write((byte)3);
                writer.Write(number);
                break;
            case bool truth:
                writer.Write((byte)4);
                writer.Write(truth);
                break;
            case DateTimeOffset instant:
                writer.Write((byte)5);
                writer.Write(instant.UtcTicks);
                break;
            case DateOnly day:
                writer.Write((byte)6);
                writer.Write(day.DayNumber);
                break;
            default:
                throw new ArgumentException($"{value.GetType().Name} is no sort value.", nameof(value));
        }
    }

    public static object? Read(BinaryReader reader) => reader.ReadByte() switch
    {
        0 => null,
        1 => reader.ReadString(),
        2 => reader.ReadInt64(),
        3 => reader.ReadDouble(),
        4 => reader.ReadBoolean(),
        5 => new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
        _ => DateOnly.FromDayNumber(reader.ReadInt32()),
    };
}
