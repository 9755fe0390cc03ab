using System.Globalization;
using System.Text.Json.Nodes;

namespace Ballast.Adapters.Tests.Wallets;

/// <summary>What a server of Ethereum or a chain like it answers, by ethereum/execution-apis and ethereum.org's page on
/// JSON-RPC.</summary>
internal sealed record EvmServer
{
    public long Number { get; init; } = 1;

    public long Height { get; init; } = 20_000_000;

    public long HeadAt { get; init; } = WalletRig.Now - 10;

    /// <summary>The coin's smallest units as of a block.</summary>
    public Func<long, string> Coin { get; init; } = _ => "0x234c8a3397aab58";

    /// <summary>The answer to a call of the tokens as of a block, for their balances and for their places.</summary>
    public Func<long, string> Balances { get; init; } = _ => EncodedCalls.Balances;

    public string Places { get; init; } = EncodedCalls.Places;

    public Task<ChainServer> StartAsync() => ChainServer.OfCallsAsync((method, parameters) => method switch
    {
        "eth_chainId" => $"\"0x{Number:x}\"",
        "eth_getBlockByNumber" => Block(parameters),
        "eth_getBalance" => $"\"{Coin(BlockOf(parameters[1]!))}\"",
        "eth_call" => $"\"{Tokens(parameters[0]!, BlockOf(parameters[1]!))}\"",
        _ => throw new InvalidOperationException(method),
    });

    private static long BlockOf(JsonNode tag) =>
        long.Parse(tag.GetValue<string>()[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private string Block(JsonArray parameters)
    {
        parameters[0]!.GetValue<string>().ShouldBe("latest");
        parameters[1]!.GetValue<bool>().ShouldBeFalse();
        return $$"""
            {"number":"0x{{Height:x}}","hash":"0x4e3a3754410177e6937ef1f84bba68ea139e8d1a2258c5f85db9f1cd715a1bdd",
            "gasLimit":"0x1c9c380","timestamp":"0x{{HeadAt:x}}","transactions":[]}
            """;
    }

    private string Tokens(JsonNode call, long block)
    {
        call["to"]!.GetValue<string>().ShouldBe("0xcA11bde05977b3631167028862bE2a173976CA11");
        return call["data"]!.GetValue<string>() switch
        {
            EncodedCalls.AskBalances => Balances(block),
            EncodedCalls.AskPlaces => Places,
            var other => throw new InvalidOperationException(other),
        };
    }
}
