using Ballast.Adapters.Wallets;

namespace Ballast.Adapters.Tests.Wallets;

/// <summary>Wallets on Ethereum and chains like it.</summary>
public sealed class EvmWalletTests
{
    private static readonly (string, string)[] Tokens =
        [(EncodedCalls.Usdc, "USDC"), (EncodedCalls.Wbtc, "WBTC")];

    // By hand: 0x234c8a3397aab58 is 158972490234375000 (ethereum.org's example of eth_getBalance); places 18, 6 and 8.
    [Fact]
    public async Task Coin_and_tokens_are_counted_to_the_last_unit()
    {
        await using ChainServer server = await new EvmServer().StartAsync();
        using WalletRig rig = new("ethereum", EncodedCalls.Owner, Tokens, [server]);

        (await rig.CountedAsync()).Holdings
            .Select(holding => $"{holding.Asset} {holding.Confirmed} {holding.Unconfirmed}")
            .ShouldBe(["ETH 0.158972490234375 0", "USDC 1234.56789 0", "WBTC 0.5 0"]);
    }

    // Identities are the chain numbers of EIP-155 (ethereum-lists/chains).
    [Theory]
    [InlineData("ethereum", 1, "ETH", 12)]
    [InlineData("base", 8453, "ETH", 30)]
    [InlineData("arbitrum", 42161, "ETH", 60)]
    [InlineData("optimism", 10, "ETH", 30)]
    [InlineData("polygon", 137, "POL", 64)]
    [InlineData("bnb", 56, "BNB", 15)]
    public async Task What_came_in_lately_is_unconfirmed_on_each_chain(
        string chain, long number, string coin, long confirmations)
    {
        EvmServer answers = new() { Number = number };
        answers = answers with
        {
            Coin = block => block == answers.Height ? "0xde0b6b3a7640000"
                : block == answers.Height - confirmations ? "0x0" : throw new InvalidOperationException($"{block}"),
        };
        await using ChainServer server = await answers.StartAsync();
        using WalletRig rig = new(chain, EncodedCalls.Owner, server);

        WalletHolding holding = (await rig.CountedAsync()).Holdings.ShouldHaveSingleItem();

        (holding.Asset.Symbol, holding.Confirmed.ToString(), holding.Unconfirmed.ToString())
            .ShouldBe((coin, "0", "1"));
    }

    [Fact]
    public async Task Nothing_but_reading_is_ever_asked()
    {
        await using ChainServer server = await new EvmServer().StartAsync();
        using WalletRig rig = new("ethereum", EncodedCalls.Owner, Tokens, [server]);

        await rig.CountedAsync();

        server.Asked.Distinct().ShouldBe(
            ["eth_chainId", "eth_getBlockByNumber", "eth_getBalance", "eth_call"], ignoreOrder: true);
    }

    [Fact]
    public async Task Two_tokens_of_one_asset_and_the_coin_under_its_own_name_count_together()
    {
        await using ChainServer server = await new EvmServer
        {
            Places = EncodedCalls.Places,
            Coin = _ => "0xde0b6b3a7640000",
        }.StartAsync();
        using WalletRig rig = new(
            "ethereum", EncodedCalls.Owner, [(EncodedCalls.Usdc, "USD"), (EncodedCalls.Wbtc, "USD")], [server]);

        (await rig.CountedAsync()).Holdings.Select(holding => $"{holding.Asset} {holding.Confirmed}")
            .ShouldBe(["ETH 1", "USD 1235.06789"]);
    }

    [Fact]
    public async Task A_token_that_is_none_makes_the_wallet_unread_and_not_smaller()
    {
        await using ChainServer server =
            await new EvmServer { Balances = _ => EncodedCalls.SecondSaysNothing }.StartAsync();
        using WalletRig rig = new("ethereum", EncodedCalls.Owner, Tokens, [server]);

        (await rig.UnreadAsync()).ShouldContain($"{EncodedCalls.Wbtc} does not answer as a token of ERC-20 does");
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("1")]
    [InlineData("0xg")]
    [InlineData("0x-1")]
    [InlineData("0x10000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_balance_that_is_no_number_is_not_believed(string units)
    {
        await using ChainServer server = await new EvmServer { Coin = _ => units }.StartAsync();
        using WalletRig rig = new("ethereum", EncodedCalls.Owner, server);

        (await rig.UnreadAsync()).ShouldContain("where a hexadecimal number is wanted");
    }

    // 2^255 wei.
    [Fact]
    public async Task A_balance_beyond_exact_counting_says_so()
    {
        await using ChainServer server =
            await new EvmServer { Coin = _ => "0x8" + new string('0', 63) }.StartAsync();
        using WalletRig rig = new("ethereum", EncodedCalls.Owner, server);

        (await rig.UnreadAsync()).ShouldContain("are more than can be counted exactly");
    }
}
