using System.Numerics;
using System.Text.Json;
using Ballast.Adapters.Wallets.Addresses;
using Ballast.Engine.Ports;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Adapters.Wallets.Chains;

/// <summary>All addresses of an extended public key through the API of Blockbook, which derives them
/// (trezor/blockbook, docs/api.md).</summary>
internal sealed class BlockbookReader(WalletChain chain, WalletAddress.BitcoinAccount account) : IChainReader
{
    /// <inheritdoc/>
    public async Task<ChainSight> LookAsync(ChainWire wire, CancellationToken cancellation)
    {
        Task<JsonElement> first = wire.GetJsonAsync("api/v2/block-index/0", cancellation);
        Task<JsonElement> status = wire.GetJsonAsync("api/status", cancellation);
        Task<JsonElement> xpub = wire.GetJsonAsync($"api/v2/xpub/{account.Text}?details=basic", cancellation);
        await Task.WhenAll(first, status, xpub);
        ChainJson.Identify(chain, ChainJson.Text(ChainJson.Member(await first, "blockHash")));
        JsonElement server = ChainJson.Member(await status, "blockbook");
        if (ChainJson.Member(server, "inSync").ValueKind != JsonValueKind.True)
        {
            throw new EndpointFaultException(
                new VenueError(VenueErrorKind.Unavailable, "behind", "it is behind: it says that it is not in sync"));
        }

        JsonElement balances = await xpub;
        if (ChainJson.Text(ChainJson.Member(balances, "address")) != account.Text)
        {
            throw new FormatException("the answer is about another key");
        }

        BigInteger confirmed = ChainJson.Whole(ChainJson.Member(balances, "balance"));
        BigInteger latest = confirmed + ChainJson.Whole(ChainJson.Member(balances, "unconfirmedBalance"));
        return new ChainSight(
            ChainJson.Long(ChainJson.Member(server, "bestHeight")),
            Time(ChainJson.Text(ChainJson.Member(server, "lastBlockTime"))),
            [
                new WalletHolding(
                    chain.Coin, ChainAmount.Of(confirmed, chain.Decimals), ChainAmount.Of(latest, chain.Decimals)),
            ]);
    }

    private static Instant Time(string text) => OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } time
        ? time.Value.ToInstant()
        : throw new FormatException($"the answer has '{text}' where a time is wanted");
}
