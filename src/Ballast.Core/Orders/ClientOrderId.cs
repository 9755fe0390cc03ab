using System.Globalization;

namespace Ballast.Core.Orders;

/// <summary>
/// The name of one order at one venue: 128 bits that say who issued it, so that an order found at a venue can be
/// matched with its intent, and one without an intent can be told apart from a stranger's. Layout, high to low:
/// installation 32, account 16, sequence 48, leg 16, revision 16 bits. No sequence comes near 44 bits, and a random
/// UUID always has one beyond them (its version stands there; RFC 9562), so that a stranger's is not taken for ours.
/// </summary>
/// <param name="Bits">The 128 bits.</param>
public readonly record struct ClientOrderId(UInt128 Bits) : IComparable<ClientOrderId>
{
    /// <summary>Every sequence is below this.</summary>
    public const ulong SequenceEnd = 1ul << 44;

    /// <summary>The installation that issued it; two installations on one account are noticed by this.</summary>
    public uint Installation => (uint)(Bits >> 96);

    /// <summary>The account, by its position in the installation's own register.</summary>
    public ushort Account => (ushort)((Bits >> 80) & 0xFFFF);

    /// <summary>The run's number at that account; never reused, never falling.</summary>
    public ulong Sequence => (ulong)((Bits >> 32) & 0xFFFF_FFFF_FFFF);

    /// <summary>The order within the run.</summary>
    public ushort Leg => (ushort)((Bits >> 16) & 0xFFFF);

    /// <summary>Which attempt at the leg, such as the taking order after a resting one timed out.</summary>
    public ushort Revision => (ushort)(Bits & 0xFFFF);

    /// <summary>Composes an id.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The sequence needs more than 44 bits.</exception>
    public static ClientOrderId Of(uint installation, ushort account, ulong sequence, ushort leg, ushort revision)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sequence, SequenceEnd);
        UInt128 bits = ((UInt128)installation << 96) | ((UInt128)account << 80) | ((UInt128)sequence << 32)
            | ((UInt128)leg << 16) | revision;
        return new ClientOrderId(bits);
    }

    /// <summary>Order of issue within one account of one installation.</summary>
    public int CompareTo(ClientOrderId other) => Bits.CompareTo(other.Bits);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Bits.ToString("x32", CultureInfo.InvariantCulture);
}
