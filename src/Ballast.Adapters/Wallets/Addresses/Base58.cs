using System.Numerics;
using System.Security.Cryptography;

namespace Ballast.Adapters.Wallets.Addresses;

/// <summary>Numbers written with 58 digits, a one for each leading zero byte.</summary>
internal static class Base58
{
    private const string Digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const int Longest = 128;
    private const int CheckBytes = 4;

    /// <summary>The bytes; <see langword="null"/> where the text has another digit, is empty or too long.</summary>
    public static byte[]? Decode(string text)
    {
        if (text.Length is 0 or > Longest)
        {
            return null;
        }

        BigInteger number = BigInteger.Zero;
        foreach (char digit in text)
        {
            int value = Digits.IndexOf(digit, StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            number = (number * Digits.Length) + value;
        }

        int zeros = text.Length - text.TrimStart(Digits[0]).Length;
        byte[] rest = number.IsZero ? [] : number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[zeros], .. rest];
    }

    /// <summary>The bytes before a checksum of four; <see langword="null"/> where it does not fit.</summary>
    public static byte[]? DecodeChecked(string text)
    {
        if (Decode(text) is not { Length: > CheckBytes } bytes)
        {
            return null;
        }

        byte[] content = bytes[..^CheckBytes];
        byte[] hash = SHA256.HashData(SHA256.HashData(content));
        return hash.AsSpan(0, CheckBytes).SequenceEqual(bytes.AsSpan(bytes.Length - CheckBytes)) ? content : null;
    }
}
