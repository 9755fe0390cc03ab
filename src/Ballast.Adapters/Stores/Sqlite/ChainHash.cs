using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ballast.Adapters.Stores.Sqlite;

/// <summary>
/// The chain that makes a changed, lost or reordered entry visible: each hash covers the one before and every field of
/// its entry, each
/// field preceded by its length so that no two entries share one encoding.
/// </summary>
internal static class ChainHash
{
    private const int LengthBytes = 4;

    /// <summary>The hash before the first entry.</summary>
    public static string Origin { get; } = new('0', 64);

    /// <summary>The hash of a row that follows <paramref name="previous"/>, whatever hash the row carries.</summary>
    public static string Of(string previous, EntryRow row)
    {
        ReadOnlySpan<string> fields =
        [
            previous,
            row.Sequence.ToString(CultureInfo.InvariantCulture),
            row.Portfolio,
            row.Kind,
            row.Version.ToString(CultureInfo.InvariantCulture),
            row.At,
            row.Payload,
        ];
        int most = 0;
        foreach (string field in fields)
        {
            most += LengthBytes + Encoding.UTF8.GetMaxByteCount(field.Length);
        }

        // One piece: hashing field by field costs more than the hash itself.
        byte[] whole = ArrayPool<byte>.Shared.Rent(most);
        int end = 0;
        foreach (string field in fields)
        {
            int length = Encoding.UTF8.GetBytes(field, whole.AsSpan(end + LengthBytes));
            BinaryPrimitives.WriteInt32BigEndian(whole.AsSpan(end), length);
            end += LengthBytes + length;
        }

        string hash = Convert.ToHexStringLower(SHA256.HashData(whole.AsSpan(0, end)));
        ArrayPool<byte>.Shared.Return(whole);
        return hash;
    }
}
