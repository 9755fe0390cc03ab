using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ballast.Engine.Ports;
using NodaTime.Text;

namespace Ballast.Adapters.Stores.Sqlite;

/// <summary>
/// The chain that makes a changed, lost or reordered entry visible: each hash covers the one before and every field of
/// its entry, each
/// field preceded by its length so that no two entries share one encoding.
/// </summary>
internal static class ChainHash
{
    /// <summary>The hash before the first entry.</summary>
    public static string Origin { get; } = new('0', 64);

    /// <summary>The hash of an entry that follows <paramref name="previous"/>.</summary>
    public static string Of(string previous, long sequence, JournalEntry entry)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, previous);
        Append(hash, sequence.ToString(CultureInfo.InvariantCulture));
        Append(hash, entry.Portfolio);
        Append(hash, entry.Kind);
        Append(hash, entry.Version.ToString(CultureInfo.InvariantCulture));
        Append(hash, InstantPattern.ExtendedIso.Format(entry.At));
        Append(hash, entry.Payload);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string field)
    {
        byte[] text = Encoding.UTF8.GetBytes(field);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
        hash.AppendData(length);
        hash.AppendData(text);
    }
}
