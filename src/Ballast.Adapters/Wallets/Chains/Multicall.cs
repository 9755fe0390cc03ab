using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using Ballast.Adapters.Wallets.Addresses;

namespace Ballast.Adapters.Wallets.Chains;

/// <summary>
/// One question to many tokens as one call of Multicall3's <c>aggregate3</c> (mds1/multicall3), which is at the same
/// address on every chain. Encoded as Solidity's contract ABI says.
/// </summary>
internal static class Multicall
{
    /// <summary>Where it is.</summary>
    public const string Address = "0xcA11bde05977b3631167028862bE2a173976CA11";

    private const int Word = 32;
    private const int AddressBytes = 20;

    // The first four bytes of the hash of aggregate3((address,bool,bytes)[]) and of balanceOf(address).
    private static readonly byte[] Aggregate = [0x82, 0xad, 0x56, 0xcb];
    private static readonly byte[] Balance = [0x70, 0xa0, 0x82, 0x31];

    /// <summary>ERC-20's question <c>decimals()</c>.</summary>
    public static byte[] Decimals { get; } = [0x31, 0x3c, 0xe5, 0x67];

    /// <summary>ERC-20's question <c>balanceOf(owner)</c>.</summary>
    public static byte[] BalanceOf(WalletAddress.Evm owner) => [.. Balance, .. AddressWord(owner.Text)];

    /// <summary>The call, hexadecimal: no token may fail.</summary>
    public static string Encode(ImmutableArray<WalletToken> tokens, byte[] question)
    {
        int padded = (question.Length + Word - 1) / Word * Word;
        int callBytes = (4 * Word) + padded;
        List<byte> data = [.. Aggregate, .. Number(Word), .. Number(tokens.Length)];
        for (int i = 0; i < tokens.Length; i++)
        {
            data.AddRange(Number((tokens.Length * Word) + (i * callBytes)));
        }

        foreach (WalletToken token in tokens)
        {
            data.AddRange(AddressWord(token.Address.Text));
            data.AddRange(Number(0));
            data.AddRange(Number(3 * Word));
            data.AddRange(Number(question.Length));
            data.AddRange(question);
            data.AddRange(new byte[padded - question.Length]);
        }

        return "0x" + Convert.ToHexStringLower(data.ToArray());
    }

    /// <summary>The numbers that the tokens answered, in their order.</summary>
    /// <exception cref="FormatException">The answer is not as the ABI says, or a token gave no number.</exception>
    public static ImmutableArray<BigInteger> Decode(string answer, ImmutableArray<WalletToken> tokens)
    {
        byte[] bytes = Bytes(answer);
        int list = Offset(bytes, 0);
        int count = Offset(bytes, list);
        if (count != tokens.Length)
        {
            throw new FormatException($"the answer is about {count} tokens, and {tokens.Length} were asked");
        }

        int items = list + Word;
        return
        [
            .. tokens.Select((token, i) =>
                Result(bytes, items + Offset(bytes, items + (i * Word)))
                ?? throw new FormatException($"{token.Address} does not answer as a token of ERC-20 does")),
        ];
    }

    // (bool success, bytes returnData): of a number the data are one word.
    private static BigInteger? Result(byte[] bytes, int at)
    {
        bool isDone = Offset(bytes, at) == 1;
        int data = at + Offset(bytes, at + Word);
        return isDone && Offset(bytes, data) == Word ? WordAt(bytes, data + Word) : null;
    }

    private static int Offset(byte[] bytes, int at) => WordAt(bytes, at) is var number && number <= bytes.Length
        ? (int)number
        : throw new FormatException($"the answer points beyond its end");

    private static BigInteger WordAt(byte[] bytes, int at) => at >= 0 && at <= bytes.Length - Word
        ? new BigInteger(bytes.AsSpan(at, Word), isUnsigned: true, isBigEndian: true)
        : throw new FormatException("the answer ends too early");

    private static byte[] Bytes(string answer)
    {
        try
        {
            return answer.StartsWith("0x", StringComparison.Ordinal)
                ? Convert.FromHexString(answer.AsSpan(2))
                : throw new FormatException("the answer is not hexadecimal");
        }
        catch (FormatException)
        {
            throw new FormatException("the answer is not hexadecimal");
        }
    }

    private static byte[] AddressWord(string address) =>
        [.. new byte[Word - AddressBytes], .. Convert.FromHexString(address.AsSpan(2))];

    private static byte[] Number(int value)
    {
        byte[] word = new byte[Word];
        BinaryPrimitives.WriteInt32BigEndian(word.AsSpan(Word - sizeof(int)), value);
        return word;
    }
}
