using System.Collections.Immutable;
using System.Numerics;
using Ballast.Adapters.Wallets;
using Ballast.Adapters.Wallets.Addresses;
using Ballast.Adapters.Wallets.Chains;
using Ballast.Core.Amounts;

namespace Ballast.Adapters.Tests.Wallets;

/// <summary>The calls, byte by byte against another implementation.</summary>
public sealed class MulticallTests
{
    private static readonly ImmutableArray<WalletToken> Tokens =
    [
        new(new WalletAddress.Evm(EncodedCalls.Usdc), new Asset("USDC")),
        new(new WalletAddress.Evm(EncodedCalls.Wbtc), new Asset("WBTC")),
    ];

    [Fact]
    public void Questions_are_encoded_as_the_contract_wants_them()
    {
        Multicall.Encode(Tokens, Multicall.BalanceOf(new WalletAddress.Evm(EncodedCalls.Owner)))
            .ShouldBe(EncodedCalls.AskBalances);
        Multicall.Encode(Tokens, Multicall.Decimals).ShouldBe(EncodedCalls.AskPlaces);
    }

    [Fact]
    public void Answers_are_decoded()
    {
        Multicall.Decode(EncodedCalls.Balances, Tokens)
            .ShouldBe([new BigInteger(1234567890), new BigInteger(50000000)]);
        Multicall.Decode(EncodedCalls.Places, Tokens).ShouldBe([new BigInteger(6), new BigInteger(8)]);
    }

    [Theory]
    [InlineData(EncodedCalls.SecondFails)]
    [InlineData(EncodedCalls.SecondSaysNothing)]
    public void A_token_that_gives_no_number_is_named(string answer) =>
        Should.Throw<FormatException>(() => Multicall.Decode(answer, Tokens))
            .Message.ShouldBe($"{EncodedCalls.Wbtc} does not answer as a token of ERC-20 does");

    [Fact]
    public void An_answer_that_was_cut_anywhere_or_is_of_another_kind_is_refused()
    {
        for (int length = 0; length < EncodedCalls.Balances.Length; length++)
        {
            Should.Throw<FormatException>(() => Multicall.Decode(EncodedCalls.Balances[..length], Tokens));
        }

        Should.Throw<FormatException>(() => Multicall.Decode(EncodedCalls.Balances, [Tokens[0]]))
            .Message.ShouldBe("the answer is about 2 tokens, and 1 were asked");
        Should.Throw<FormatException>(() => Multicall.Decode("0x" + new string('f', 640), Tokens))
            .Message.ShouldBe("the answer points beyond its end");
        Should.Throw<FormatException>(() => Multicall.Decode("0xzz", Tokens));
    }
}
