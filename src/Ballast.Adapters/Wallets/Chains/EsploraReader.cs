using System.Numerics;
using System.Text.Json;
using Ballast.Adapters.Wallets.Addresses;
using NodaTime;

namespace Ballast.Adapters.Wallets.Chains;

/// <summary>An address of Bitcoin through the HTTP API of Esplora (Blockstream/esplora, API.md).</summary>
internal sealed class EsploraReader(WalletChain chain, WalletAddress.Bitcoin address) : IChainReader
{
    /// <inheritdoc/>
    public async Task<ChainSight> LookAsync(ChainWire wire, CancellationToken cancellation)
    {
        Task<string> first = wire.GetTextAsync("block-height/0", cancellation);
        Task<JsonElement> blocks = wire.GetJsonAsync("blocks", cancellation);
        Task<JsonElement> stats = wire.GetJsonAsync($"address/{address.Text}", cancellation);
        await Task.WhenAll(first, blocks, stats);
        ChainJson.Identify(chain, (await first).Trim());
        JsonElement answer = await stats;
        if (ChainJson.Text(ChainJson.Member(answer, "address")) != address.Text)
        {
            throw new FormatException("the answer is about another address");
        }

        BigInteger confirmed = Sum(ChainJson.Member(answer, "chain_stats"));
        BigInteger latest = confirmed + Sum(ChainJson.Member(answer, "mempool_stats"));
        JsonElement head = Newest(await blocks);
        return new ChainSight(
            ChainJson.Long(ChainJson.Member(head, "height")),
            Instant.FromUnixTimeSeconds(ChainJson.Long(ChainJson.Member(head, "timestamp"))),
            [
                new WalletHolding(
                    chain.Coin, ChainAmount.Of(confirmed, chain.Decimals), ChainAmount.Of(latest, chain.Decimals)),
            ]);
    }

    private static BigInteger Sum(JsonElement stats) =>
        ChainJson.Whole(ChainJson.Member(stats, "funded_txo_sum"))
        - ChainJson.Whole(ChainJson.Member(stats, "spent_txo_sum"));

    private static JsonElement Newest(JsonElement blocks) =>
        blocks.ValueKind == JsonValueKind.Array && blocks.GetArrayLength() > 0
            ? blocks[0]
            : throw new FormatException("the answer lists no block");
}
