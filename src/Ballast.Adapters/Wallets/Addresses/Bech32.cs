namespace Ballast.Adapters.Wallets.Addresses;

/// <summary>Addresses of segregated witness: Bech32 for version 0 (BIP 173) and Bech32m for the others (BIP
/// 350).</summary>
internal static class Bech32
{
    private const string Digits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const int Longest = 90;
    private const int CheckDigits = 6;
    private const uint OfVersionZero = 1;
    private const uint OfLaterVersions = 0x2bc830a3;
    private const int HighestVersion = 16;

    private static readonly uint[] Generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

    /// <summary>Whether a text is an address of a network.</summary>
    /// <param name="text">All lower or all upper case.</param>
    /// <param name="network">Its prefix, such as <c>bc</c>.</param>
    public static bool IsWitnessAddress(string text, string network)
    {
        string lower = text.ToLowerInvariant();
        bool isMixed = text.Any(char.IsAsciiLetterLower) && text.Any(char.IsAsciiLetterUpper);
        if (isMixed || text.Length > Longest || !lower.StartsWith(network + "1", StringComparison.Ordinal))
        {
            return false;
        }

        int[] values = [.. lower[(network.Length + 1)..].Select(digit =>
            Digits.IndexOf(digit, StringComparison.Ordinal))];
        if (values.Length <= CheckDigits || values.Contains(-1))
        {
            return false;
        }

        int version = values[0];
        uint expected = version == 0 ? OfVersionZero : OfLaterVersions;
        return version <= HighestVersion
            && Checksum([.. Expanded(network), .. values]) == expected
            && IsProgram(version, values[1..^CheckDigits]);
    }

    private static IEnumerable<int> Expanded(string network) =>
        network.Select(letter => letter >> 5).Append(0).Concat(network.Select(letter => letter & 31));

    private static uint Checksum(int[] values)
    {
        uint sum = 1;
        foreach (int value in values)
        {
            uint top = sum >> 25;
            sum = ((sum & 0x1ffffff) << 5) ^ (uint)value;
            for (int bit = 0; bit < Generator.Length; bit++)
            {
                sum ^= ((top >> bit) & 1) == 1 ? Generator[bit] : 0;
            }
        }

        return sum;
    }

    // Five bits a digit: what is left over is less than a digit and zero.
    private static bool IsProgram(int version, int[] digits)
    {
        int bits = digits.Length * 5;
        int bytes = bits / 8;
        int left = bits % 8;
        bool isPadded = left < 5 && (digits.Length == 0 || (digits[^1] & ((1 << left) - 1)) == 0);
        return isPadded && (version == 0 ? bytes is 20 or 32 : bytes is >= 2 and <= 40);
    }
}
