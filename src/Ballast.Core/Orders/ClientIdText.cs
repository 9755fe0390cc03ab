using System.Diagnostics;
using System.Globalization;

namespace Ballast.Core.Orders;

/// <summary>
/// The alphabets in which venues take client order ids. Every form carries all 128 bits except <see cref="ShortText"/>,
/// whose venue
/// allows fewer characters than 128 bits need.
/// </summary>
public enum ClientIdForm
{
    /// <summary>32 lower-case hexadecimal digits (Binance, OKX, Bybit, KuCoin, Bitget, MEXC).</summary>
    Hex32 = 0,

    /// <summary><c>0x</c> and 32 hexadecimal digits (Hyperliquid).</summary>
    PrefixedHex32 = 1,

    /// <summary>A UUID in lower case with hyphens (Coinbase, Kraken).</summary>
    Uuid = 2,

    /// <summary>
    /// 18 characters out of 64 (Kraken's short free text): installation 24, account 8, sequence 44, leg 16 and revision
    /// 16 bits. Ids with
    /// larger parts do not fit and are refused.
    /// </summary>
    ShortText = 3,

    /// <summary><c>t-</c> and 26 characters out of 32 (Gate, 28 in all).</summary>
    GateText = 4,
}

/// <summary>Writes client order ids in a venue's alphabet and reads them back. Pure.</summary>
public static class ClientIdText
{
    private const string Base64 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_abcdefghijklmnopqrstuvwxyz";
    private const string Base32 = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>Writes an id.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id has parts that the form has no room for.</exception>
    public static string Render(ClientOrderId id, ClientIdForm form) => form switch
    {
        ClientIdForm.Hex32 => id.ToString(),
        ClientIdForm.PrefixedHex32 => "0x" + id,
        ClientIdForm.Uuid => Hyphenated(id.ToString()),
        ClientIdForm.ShortText => Digits(Squeeze(id), Base64, 18),
        ClientIdForm.GateText => "t-" + Digits(id.Bits, Base32, 26),
        _ => throw new UnreachableException(),
    };

    /// <summary>Reads a rendered id; <see langword="null"/> for a text that is not exactly what <see cref="Render"/>
    /// writes of an id that an installation may issue.</summary>
    public static ClientOrderId? Recognize(string text, ClientIdForm form)
    {
        UInt128? bits = form switch
        {
            ClientIdForm.Hex32 => Hex(text),
            ClientIdForm.PrefixedHex32 => text.StartsWith("0x", StringComparison.Ordinal) ? Hex(text[2..]) : null,
            ClientIdForm.Uuid => text.Length == 36 ? Hex(text.Replace("-", "", StringComparison.Ordinal)) : null,
            ClientIdForm.ShortText => Stretch(Number(text, Base64, 18)),
            ClientIdForm.GateText =>
                text.StartsWith("t-", StringComparison.Ordinal) ? Number(text[2..], Base32, 26) : null,
            _ => throw new UnreachableException(),
        };
        return bits is { } known && new ClientOrderId(known) is var id && id.Sequence < ClientOrderId.SequenceEnd
            && RendersAs(id, form, text) ? id : null;
    }

    private static bool RendersAs(ClientOrderId id, ClientIdForm form, string text) =>
        form == ClientIdForm.ShortText && !Fits(id) ? false : Render(id, form) == text;

    private static string Hyphenated(string hex) => $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}";

    private static UInt128? Hex(string text) =>
        text.Length == 32
            && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 bits)
            ? bits
            : null;

    private static string Digits(UInt128 bits, string alphabet, int length) =>
        string.Create(length, (bits, alphabet), (text, s) =>
    {
        UInt128 rest = s.bits;
        UInt128 radix = (UInt128)s.alphabet.Length;
        for (int i = text.Length - 1; i >= 0; i--)
        {
            text[i] = s.alphabet[(int)(rest % radix)];
            rest /= radix;
        }
    });

    private static UInt128? Number(string text, string alphabet, int length)
    {
        if (text.Length != length)
        {
            return null;
        }

        UInt128 number = 0;
        foreach (char c in text)
        {
            int digit = alphabet.IndexOf(c, StringComparison.Ordinal);
            UInt128 radix = (UInt128)alphabet.Length;
            if (digit < 0 || number > (UInt128.MaxValue - (UInt128)digit) / radix)
            {
                return null;
            }

            number = (number * radix) + (UInt128)digit;
        }

        return number;
    }

    private static bool Fits(ClientOrderId id) =>
        id.Installation < 1u << 24 && id.Account < 1 << 8 && id.Sequence < ClientOrderId.SequenceEnd;

    private static UInt128 Squeeze(ClientOrderId id) => Fits(id)
        ? ((UInt128)id.Installation << 84) | ((UInt128)id.Account << 76) | ((UInt128)id.Sequence << 32)
            | ((UInt128)id.Leg << 16) | id.Revision
        : throw new ArgumentOutOfRangeException(nameof(id), $"{id} does not fit into 18 characters");

    private static UInt128? Stretch(UInt128? number)
    {
        if (number is not { } bits || bits >> 108 != 0)
        {
            return null;
        }

        ulong sequence = (ulong)((bits >> 32) & 0xFFF_FFFF_FFFF);
        return ClientOrderId.Of(
            (uint)(bits >> 84), (ushort)((bits >> 76) & 0xFF), sequence,
            (ushort)((bits >> 16) & 0xFFFF), (ushort)(bits & 0xFFFF)).Bits;
    }
}
