using System.Security.Cryptography;
using System.Text;

namespace Jining231.Geo.Reserves;

/// <summary>Ids that a retry of the same request gives again.</summary>
public static class DerivedId
{
    /// <summary>A UUID of version 8 made from SHA-256 of the text.</summary>
    public static string Of(string text)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
