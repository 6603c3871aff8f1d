using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Exchange;

/// <summary>
/// Writes a number with a fixed count of decimals, correctly rounded (half to even on the exact binary value), without
/// trailing zeros, exponent or negative zero.
/// </summary>
/// <remarks>
/// With p = fl(v·10^k), r = round(p) and d = p − r (exact), the exact product is r + d + e where |e| ≤ ulp(p)/2. Below 2^43
/// e is at most 2^-11, so that r is right wherever |d| ≤ 0.499. Everywhere else e itself is taken from one fused multiply-add,
/// which is exact, and the decision is made on the sign of a sum of two doubles, which is exact too.
/// </remarks>
internal readonly struct FixedDecimal
{
    /// <summary>Room that a number may touch, written or not.</summary>
    public const int Room = 32;

    /// <summary>Largest magnitude that is written.</summary>
    public const double Largest = 1e9;

    private const double CertainBelow = 1L << 43, CertainWithin = 0.499;
    private const ulong Unit = 1_000_000_000;

    private static readonly uint[] Whole = MakeWhole();

    private readonly double _factor;
    private readonly ulong _pad;

    /// <summary>Makes a format.</summary>
    /// <param name="decimals">0 to 9.</param>
    public FixedDecimal(int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, 9);
        _factor = Math.Pow(10, decimals);
        _pad = (ulong)Math.Pow(10, 9 - decimals);
    }

    /// <summary>Writes at <paramref name="to"/>, which has <see cref="Room"/> bytes; gives the length.</summary>
    /// <exception cref="Layers.GeoProblemException">Not finite, or beyond <see cref="Largest"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Write(ref byte to, double value)
    {
        var p = value * _factor;
        var r = Math.Round(p);
        var n = Math.Abs(p) < CertainBelow && Math.Abs(p - r) <= CertainWithin ? (long)r : Exact(value, p, r);
        return Digits(ref to, n);
    }

    /// <summary>Every case that the quick test leaves open, also what cannot be written.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long Exact(double value, double p, double r)
    {
        if (!(Math.Abs(value) <= Largest))
            throw GeometryProblems.NotFinite("geometry");
        var d = p - r;
        var e = Math.FusedMultiplyAdd(value, _factor, -p);
        var n = (long)r;
        if (d == 0)
        {
            // r stands for p itself: what is missing is e, which exceeds one half only where r is even.
            var whole = Math.Round(e);
            return Math.Abs(e - whole) == 0.5 && ((n + (long)whole) & 1) != 0 ? n + (long)whole + (e > whole ? 1 : -1) : n + (long)whole;
        }

        var over = (d - 0.5) + e;
        var under = (d + 0.5) + e;
        if (over > 0 || (over == 0 && (n & 1) != 0))
            return n + 1;
        return under < 0 || (under == 0 && (n & 1) != 0) ? n - 1 : n;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Digits(ref byte to, long n)
    {
        var at = 0;
        if (n < 0)
        {
            to = (byte)'-';
            at = 1;
            n = -n;
        }

        var scaled = (ulong)n * _pad;
        var whole = scaled / Unit;
        var fraction = (uint)(scaled - (whole * Unit));
        if (whole < 1000)
        {
            var entry = Whole[whole];
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, at), BitConverter.IsLittleEndian ? entry : BinaryPrimitives.ReverseEndianness(entry));
            at += (int)(entry >> 24);
        }
        else
        {
            whole.TryFormat(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, at), 20), out var written, default, CultureInfo.InvariantCulture);
            at += written;
        }

        if (fraction == 0)
            return at;
        var first = fraction / 100_000_000;
        var rest = EightDigits(fraction - (first * 100_000_000));
        Unsafe.Add(ref to, at) = (byte)'.';
        Unsafe.Add(ref to, at + 1) = (byte)('0' + first);
        var text = rest + 0x3030_3030_3030_3030;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, at + 2), BitConverter.IsLittleEndian ? text : BinaryPrimitives.ReverseEndianness(text));
        return at + 10 - (BitOperations.LeadingZeroCount(rest) >> 3);
    }

    /// <summary>The eight digits of a number below 10^8, the first in the lowest byte: halves, quarters and digits side by side in one word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong EightDigits(uint value)
    {
        var high = value / 10_000;
        var halves = high | ((ulong)(value - (high * 10_000)) << 32);
        var hundreds = ((halves * 10_486) >> 20) & 0x0000_007F_0000_007F;
        var quarters = hundreds | ((halves - (hundreds * 100)) << 16);
        var tens = ((quarters * 103) >> 10) & 0x000F_000F_000F_000F;
        return tens | ((quarters - (tens * 10)) << 8);
    }

    /// <summary>0 to 999 as up to three digits from the lowest byte on, their count in the highest.</summary>
    private static uint[] MakeWhole()
    {
        var table = new uint[1000];
        for (var i = 0; i < table.Length; i++)
        {
            var digits = i.ToString(CultureInfo.InvariantCulture);
            for (var k = 0; k < digits.Length; k++)
                table[i] |= (uint)digits[k] << (8 * k);
            table[i] |= (uint)digits.Length << 24;
        }

        return table;
    }
}
