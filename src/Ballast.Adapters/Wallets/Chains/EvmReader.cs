using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Adapters.Wallets.Addresses;
using NodaTime;

namespace Ballast.Adapters.Wallets.Chains;

/// <summary>
/// An address on Ethereum or a chain like it (execution-apis): coin and tokens as of one block that is deep enough to
/// stay, and once more as of the newest.
/// </summary>
internal sealed class EvmReader(WalletChain chain, WalletAddress.Evm address, ImmutableArray<WalletToken> tokens)
    : IChainReader
{
    /// <inheritdoc/>
    public async Task<ChainSight> LookAsync(ChainWire wire, CancellationToken cancellation)
    {
        Task<JsonElement> number = wire.CallAsync("eth_chainId", [], cancellation);
        Task<JsonElement> newest = wire.CallAsync("eth_getBlockByNumber", ["latest", false], cancellation);
        await Task.WhenAll(number, newest);
        ChainJson.Identify(chain, Hexadecimal(await number).ToString(CultureInfo.InvariantCulture));
        JsonElement head = await newest;
        long height = Small(ChainJson.Member(head, "number"));
        long deep = Math.Max(0, height - chain.Confirmations);
        Task<ImmutableArray<BigInteger>> latest = UnitsAsync(wire, height, cancellation);
        Task<ImmutableArray<BigInteger>> confirmed = UnitsAsync(wire, deep, cancellation);
        Task<ImmutableArray<int>> places = PlacesAsync(wire, deep, cancellation);
        await Task.WhenAll(latest, confirmed, places);
        ImmutableArray<BigInteger> before = await confirmed;
        ImmutableArray<BigInteger> now = await latest;
        return new ChainSight(
            height,
            Instant.FromUnixTimeSeconds(Small(ChainJson.Member(head, "timestamp"))),
            [
                .. (await places).Select((decimals, i) => new WalletHolding(
                    i == 0 ? chain.Coin : tokens[i - 1].Asset,
                    ChainAmount.Of(before[i], decimals),
                    ChainAmount.Of(now[i], decimals))),
            ]);
    }

    // The coin first, then the tokens in their order.
    private async Task<ImmutableArray<BigInteger>> UnitsAsync(
        ChainWire wire, long block, CancellationToken cancellation)
    {
        Task<JsonElement> coin = wire.CallAsync("eth_getBalance", [address.Text, Tag(block)], cancellation);
        Task<ImmutableArray<BigInteger>> held =
            AskTokensAsync(wire, Multicall.BalanceOf(address), block, cancellation);
        await Task.WhenAll(coin, held);
        return [Hexadecimal(await coin), .. await held];
    }

    private async Task<ImmutableArray<int>> PlacesAsync(ChainWire wire, long block, CancellationToken cancellation)
    {
        ImmutableArray<BigInteger> places = await AskTokensAsync(wire, Multicall.Decimals, block, cancellation);
        return places.FirstOrDefault(number => number > byte.MaxValue) is { IsZero: false } odd
            ? throw new FormatException($"a token says that it has {odd} decimal places")
            : [chain.Decimals, .. places.Select(number => (int)number)];
    }

    private async Task<ImmutableArray<BigInteger>> AskTokensAsync(
        ChainWire wire, byte[] question, long block, CancellationToken cancellation)
    {
        if (tokens.IsEmpty)
        {
            return [];
        }

        JsonObject call = new()
        {
            ["to"] = Multicall.Address,
            ["data"] = Multicall.Encode(tokens, question),
        };
        JsonElement answer = await wire.CallAsync("eth_call", [call, Tag(block)], cancellation);
        return Multicall.Decode(ChainJson.Text(answer), tokens);
    }

    private static string Tag(long block) => string.Create(CultureInfo.InvariantCulture, $"0x{block:x}");

    private static long Small(JsonElement json) => Hexadecimal(json) is var number && number <= long.MaxValue
        ? (long)number
        : throw new FormatException($"the answer has {number} where a height or time is wanted");

    private static BigInteger Hexadecimal(JsonElement json)
    {
        string text = ChainJson.Text(json);
        return text.Length is > 2 and <= 66 && text.StartsWith("0x", StringComparison.Ordinal)
            && BigInteger.TryParse(
                "0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out BigInteger number)
                ? number
                : throw new FormatException($"the answer has '{text}' where a hexadecimal number is wanted");
    }
}
