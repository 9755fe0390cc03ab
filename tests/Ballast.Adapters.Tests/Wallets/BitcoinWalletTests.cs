using Ballast.Adapters.Wallets;
using Ballast.Core.Portfolios;

namespace Ballast.Adapters.Tests.Wallets;

/// <summary>Wallets of Bitcoin against servers that answer as Esplora and Blockbook document it.</summary>
public sealed class BitcoinWalletTests
{
    private const string Address = "1wiz18xYmhRX6xStj2b9t1rwWX4GKUgpv";
    private const string FirstBlock = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";

    // BIP 84, test vectors: account 0.
    private const string Account =
        "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AG"
        + "utZYs";

    // By hand: 15007599040 - 4000000000 confirmed is 110.0759904; 150 in and 250 out by now.
    [Fact]
    public async Task An_address_counts_what_is_confirmed_and_shows_what_is_on_its_way()
    {
        await using ChainServer server = await Esplora((15_007_599_040, 4_000_000_000), (150, 250));
        using WalletRig rig = new("bitcoin", Address, server);

        WalletReading.Counted counted = await rig.CountedAsync();

        WalletHolding holding = counted.Holdings.ShouldHaveSingleItem();
        holding.Asset.Symbol.ShouldBe("BTC");
        holding.Confirmed.ToString().ShouldBe("110.0759904");
        holding.Unconfirmed.ToString().ShouldBe("-0.000001");
        counted.Height.ShouldBe(730000);
        server.Asked.ShouldBe(["block-height/0", "blocks", $"address/{Address}"], ignoreOrder: true);
    }

    // What goes out is held from the moment it is seen; what comes in does not count yet.
    [Theory]
    [InlineData(0, 300, "0.000007", "0.000003")]
    [InlineData(300, 0, "0.00001", "0")]
    [InlineData(0, 1000, "0", "0.00001")]
    [InlineData(900, 1000, "0.000009", "0.000001")]
    public async Task The_engine_counts_confirmed_units_with_those_on_their_way_out_held(
        long comesIn, long goesOut, string free, string held)
    {
        await using ChainServer server = await Esplora((5_000, 4_000), (comesIn, goesOut));
        using WalletRig rig = new("bitcoin", Address, server);

        AccountReading.Read read = (await rig.BalancesAsync()).ShouldBeOfType<AccountReading.Read>();

        read.Access.ShouldBe(AccountAccess.ReadOnly);
        Balance balance = read.Balances.ShouldHaveSingleItem();
        (balance.Free.ToString(), balance.Locked.ToString()).ShouldBe((free, held));
    }

    [Fact]
    public async Task An_empty_address_holds_nothing()
    {
        await using ChainServer server = await Esplora((5_000, 5_000), (40, 0));
        using WalletRig rig = new("bitcoin", Address, server);

        (await rig.BalancesAsync()).ShouldBeOfType<AccountReading.Read>().Balances.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_extended_public_key_counts_all_its_addresses()
    {
        await using ChainServer server = await Blockbook("90000000", "-1500", "true");
        using WalletRig rig = new("bitcoin", Account, server);

        WalletHolding holding = (await rig.CountedAsync()).Holdings.ShouldHaveSingleItem();

        holding.Confirmed.ToString().ShouldBe("0.9");
        holding.Unconfirmed.ToString().ShouldBe("-0.000015");
        server.Asked.ShouldBe(
            ["api/v2/block-index/0", "api/status", $"api/v2/xpub/{Account}?details=basic"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_server_that_says_it_is_not_in_sync_is_not_believed()
    {
        await using ChainServer server = await Blockbook("90000000", "0", "false");
        using WalletRig rig = new("bitcoin", Account, server);

        (await rig.UnreadAsync()).ShouldContain("it is behind: it says that it is not in sync");
    }

    [Theory]
    [InlineData("address", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "the answer is about another address")]
    [InlineData("funded_txo_sum", "1.5", "the answer has '1.5' where a whole number is wanted")]
    [InlineData("funded_txo_sum", "100", "-3900 units with 8 decimal places are no amount")]
    public async Task An_answer_that_cannot_be_is_not_believed(string field, string value, string why)
    {
        await using ChainServer server = await ChainServer.OfResourcesAsync(path => path switch
        {
            "block-height/0" => FirstBlock,
            "blocks" => Blocks,
            _ => Stats(
                field == "address" ? value : Address,
                (field == "funded_txo_sum" ? value : "5000", "4000"),
                ("0", "0")),
        });
        using WalletRig rig = new("bitcoin", Address, server);

        (await rig.UnreadAsync()).ShouldContain(why);
    }

    // Blockstream/esplora, API.md: GET /blocks, newest first (the fields of one block).
    private const string Blocks =
        """
        [{"id":"0000000000000000000384f28cb3b9cf4377a39cfd6c29ae9466951de38c0529","height":730000,"version":536870912,
        "timestamp":1704067000,"tx_count":1627,"size":1210916,"weight":3993515,
        "previousblockhash":"00000000000000000005bfa7b1e6a2a3c9ee4b8ab4c0b8b4b1d3b2b8c6d7e8f9","nonce":4075017433}]
        """;

    private static Task<ChainServer> Esplora((long In, long Out) chain, (long In, long Out) mempool) =>
        ChainServer.OfResourcesAsync(path => path switch
        {
            "block-height/0" => FirstBlock,
            "blocks" => Blocks,
            $"address/{Address}" =>
                Stats(Address, ($"{chain.In}", $"{chain.Out}"), ($"{mempool.In}", $"{mempool.Out}")),
            _ => null,
        });

    // mempool.space/docs/api/rest, GET /api/address/:address, the same shape as Esplora's API.md names.
    private static string Stats(string address, (string In, string Out) chain, (string In, string Out) mempool) =>
        $$"""
        {"address":"{{address}}",
        "chain_stats":{"funded_txo_count":5,"funded_txo_sum":{{chain.In}},"spent_txo_count":5,
        "spent_txo_sum":{{chain.Out}},"tx_count":7},
        "mempool_stats":{"funded_txo_count":0,"funded_txo_sum":{{mempool.In}},"spent_txo_count":0,
        "spent_txo_sum":{{mempool.Out}},"tx_count":0} }
        """;

    // trezor/blockbook, docs/api.md: the status page, "Get block hash" and "Get xpub".
    private static Task<ChainServer> Blockbook(string balance, string unconfirmed, string isInSync) =>
        ChainServer.OfResourcesAsync(path => path switch
        {
            "api/v2/block-index/0" => $$"""{"blockHash":"{{FirstBlock}}"}""",
            "api/status" =>
                $$"""
                {"blockbook":{"coin":"Bitcoin","network":"BTC","host":"backend5","version":"0.4.0","syncMode":true,
                "initialSync":false,"inSync":{{isInSync}},"bestHeight":860730,
                "lastBlockTime":"2023-12-31T23:59:04.471017534Z","inSyncMempool":true,
                "lastMempoolTime":"2023-12-31T23:59:39.38871351Z","mempoolSize":232021,"decimals":8},
                "backend":{"chain":"main","blocks":860730,"headers":860730} }
                """,
            $"api/v2/xpub/{Account}?details=basic" =>
                $$"""
                {"address":"{{Account}}","balance":"{{balance}}","totalReceived":"3093381250",
                "totalSent":"3083381250","unconfirmedBalance":"{{unconfirmed}}","unconfirmedTxs":0,"txs":5,
                "usedTokens":2}
                """,
            _ => null,
        });
}
