using System.Text.Json.Nodes;
using Ballast.Adapters.Wallets;

namespace Ballast.Adapters.Tests.Wallets;

/// <summary>Wallets on Solana.</summary>
public sealed class SolanaWalletTests
{
    // solana.com/docs/rpc/http/gettokenaccountsbyowner: owner, mint, token account and the shape of the answer.
    private const string Owner = "A1TMhSGzQxMr1TboBKtgixKz1sS6REASMxPo1qsyTSJd";
    private const string Mint = "2cHr7QS3xfuSV8wdxo3ztuF4xbiarF6Nrgx3qpx3HzXR";
    private const string OtherMint = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v";
    private const string Token = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";
    private const string Token2022 = "TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb";

    // By hand: 1.5 SOL; two accounts of the mint with 420000000 and 0.000001, the other mint through Token-2022.
    [Fact]
    public async Task Coin_and_tokens_of_both_programs_are_counted()
    {
        await using ChainServer server = await Serve(
            (program, _) => program == Token
                ? [Held(Mint, "420000000000000", 6), Held(Mint, "1", 6)]
                : [Held(OtherMint, "2500000", 6)]);
        using WalletRig rig = new("solana", Owner, [(Mint, "DOC"), (OtherMint, "USDC")], [server]);

        (await rig.CountedAsync()).Holdings.Select(holding => $"{holding.Asset} {holding.Confirmed}")
            .ShouldBe(["DOC 420000000.000001", "SOL 1.5", "USDC 2.5"]);
        server.Asked.Distinct().ShouldBe(
            ["getGenesisHash", "getBalance", "getTokenAccountsByOwner", "getBlockTime"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_voted_for_and_not_final_is_unconfirmed()
    {
        await using ChainServer server = await Serve(
            (program, commitment) => program == Token2022 ? []
                : commitment == "finalized" ? [Held(Mint, "5000000", 6)] : [Held(Mint, "8000000", 6)]);
        using WalletRig rig = new("solana", Owner, [(Mint, "DOC")], [server]);

        WalletHolding holding = (await rig.CountedAsync()).Holdings.Single(one => one.Asset.Symbol == "DOC");

        (holding.Confirmed.ToString(), holding.Unconfirmed.ToString()).ShouldBe(("5", "3"));
    }

    [Fact]
    public async Task A_mint_that_was_never_held_is_nothing_and_one_that_nobody_named_does_not_count()
    {
        await using ChainServer server = await Serve(
            (program, _) => program == Token ? [Held(OtherMint, "2500000", 6)] : []);
        using WalletRig rig = new("solana", Owner, [(Mint, "DOC")], [server]);

        (await rig.CountedAsync()).Holdings.Select(holding => holding.Asset.Symbol).ShouldBe(["SOL"]);
    }

    [Fact]
    public async Task A_mint_with_two_scales_or_another_owners_account_is_not_believed()
    {
        await using ChainServer scales = await Serve(
            (program, _) => [Held(Mint, "1", program == Token ? 6 : 9)]);
        await using ChainServer stranger = await Serve((_, _) => [Held(Mint, "1", 6).Replace(Owner, Mint)]);
        using WalletRig rig = new("solana", Owner, [(Mint, "DOC")], [scales, stranger]);

        string why = await rig.UnreadAsync();

        why.ShouldContain($"{Mint} has two numbers of decimal places");
        why.ShouldContain("the answer is about another owner");
    }

    private static Task<ChainServer> Serve(Func<string, string, string[]> accounts) =>
        ChainServer.OfCallsAsync((method, parameters) => method switch
        {
            "getGenesisHash" => "\"5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d\"",
            "getBalance" =>
                """{"context":{"apiVersion":"2.0.15","slot":341197933},"value":1500000000}""",
            "getTokenAccountsByOwner" => List(parameters, accounts),
            "getBlockTime" => $"{WalletRig.Now - 13}",
            _ => throw new InvalidOperationException(method),
        });

    private static string List(JsonArray parameters, Func<string, string, string[]> accounts)
    {
        parameters[0]!.GetValue<string>().ShouldBe(Owner);
        parameters[2]!["encoding"]!.GetValue<string>().ShouldBe("jsonParsed");
        string[] held = accounts(
            parameters[1]!["programId"]!.GetValue<string>(), parameters[2]!["commitment"]!.GetValue<string>());
        return $$"""
            {"context":{"apiVersion":"2.0.15","slot":341197934},"value":[{{string.Join(',', held)}}]}
            """;
    }

    private static string Held(string mint, string amount, int decimals) =>
        $$"""
        {"pubkey":"BGocb4GEpbTFm8UFV2VsDSaBXHELPfAXrvd4vtt8QWrA","account":{"data":{"program":"spl-token",
        "parsed":{"info":{"isNative":false,"mint":"{{mint}}","owner":"{{Owner}}","state":"initialized",
        "tokenAmount":{"amount":"{{amount}}","decimals":{{decimals}},"uiAmount":0.0,"uiAmountString":"0"} },
        "type":"account"},"space":165},"executable":false,"lamports":2039280,
        "owner":"TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA","rentEpoch":18446744073709551615,"space":165} }
        """;
}
