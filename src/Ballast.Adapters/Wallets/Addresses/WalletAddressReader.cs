using System.Text;
using Ballast.Adapters.Wallets.Chains;

namespace Ballast.Adapters.Wallets.Addresses;

/// <summary>Reads addresses, checksums included: a wallet that was mistyped would be counted as empty.</summary>
public static class WalletAddressReader
{
    private const string Secret =
        "is a private key or recovery phrase: counting needs the public address alone. Take it out of the file, and "
        + "move what it guards if anybody may have seen it";

    private const int EvmDigits = 40;
    private const int SolanaBytes = 32;
    private const int ExtendedKeyBytes = 78;

    private static readonly string[] PrivatePrefixes = ["xprv", "yprv", "zprv", "tprv"];

    // SLIP-132: account keys of BIP 44, BIP 49 and BIP 84.
    private static readonly Dictionary<string, uint> ExtendedVersions = new(StringComparer.Ordinal)
    {
        ["xpub"] = 0x0488b21e,
        ["ypub"] = 0x049d7cb2,
        ["zpub"] = 0x04b24746,
    };

    /// <summary>Reads an address of a chain.</summary>
    public static WalletAddressReading Read(ChainFamily family, string text) => IsSecret(text)
        ? new WalletAddressReading.Refused(Secret)
        : family switch
        {
            ChainFamily.Bitcoin => ReadBitcoin(text),
            ChainFamily.Evm => ReadEvm(text),
            ChainFamily.Solana => Base58.Decode(text) is { Length: SolanaBytes }
                ? new WalletAddressReading.Read(new WalletAddress.Solana(text))
                : new WalletAddressReading.Refused("is no address of Solana: 32 bytes in base 58 are wanted"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The spelling of twenty bytes whose capitals are a checksum (ERC-55).</summary>
    /// <param name="digits">Forty hexadecimal digits, lower case.</param>
    internal static string Checksummed(string digits)
    {
        byte[] hash = Keccak256.HashData(Encoding.ASCII.GetBytes(digits));
        return "0x" + string.Concat(digits.Select((digit, i) =>
            ((hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf) >= 8 ? char.ToUpperInvariant(digit) : digit));
    }

    private static bool IsSecret(string text) =>
        text.Trim().Contains(' ', StringComparison.Ordinal)
        || PrivatePrefixes.Any(prefix => text.StartsWith(prefix, StringComparison.Ordinal))
        || (text.Length is 64 or 66 && IsHex(text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text))
        || Base58.Decode(text) is { Length: 2 * SolanaBytes }
        || Base58.DecodeChecked(text) is [0x80, ..] and { Length: 33 or 34 };

    private static bool IsHex(string text) => text.Length > 0 && text.All(char.IsAsciiHexDigit);

    private static WalletAddressReading ReadBitcoin(string text)
    {
        if (text.Length > 4 && ExtendedVersions.TryGetValue(text[..4], out uint version))
        {
            return Base58.DecodeChecked(text) is { Length: ExtendedKeyBytes } key
                && System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(key) == version
                    ? new WalletAddressReading.Read(new WalletAddress.BitcoinAccount(text))
                    : new WalletAddressReading.Refused($"is no {text[..4]}: its checksum does not fit");
        }

        if (Base58.DecodeChecked(text) is [0x00 or 0x05, ..] and { Length: 21 })
        {
            return new WalletAddressReading.Read(new WalletAddress.Bitcoin(text));
        }

        return Bech32.IsWitnessAddress(text, "bc")
            ? new WalletAddressReading.Read(new WalletAddress.Bitcoin(text.ToLowerInvariant()))
            : new WalletAddressReading.Refused(
                "is no address of Bitcoin (1..., 3... or bc1... with a checksum that fits) and no xpub, ypub or zpub");
    }

    private static WalletAddressReading ReadEvm(string text)
    {
        string digits = text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : "";
        if (digits.Length != EvmDigits || !IsHex(digits))
        {
            return new WalletAddressReading.Refused("is no address: 0x and 40 hexadecimal digits are wanted");
        }

        string spelt = Checksummed(digits.ToLowerInvariant());
        bool hasChecksum = digits.Any(char.IsAsciiLetterLower) && digits.Any(char.IsAsciiLetterUpper);
        return hasChecksum && text != spelt
            ? new WalletAddressReading.Refused("is mistyped: its capitals are a checksum (ERC-55) that does not fit")
            : new WalletAddressReading.Read(new WalletAddress.Evm(spelt));
    }
}
