using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Adapters.Wallets.Addresses;
using NodaTime;

namespace Ballast.Adapters.Wallets.Chains;

/// <summary>An address on Solana with its tokens of both token programs (solana.com/docs/rpc/http): what is finalized,
/// and what most validators have voted for.</summary>
internal sealed class SolanaReader(WalletChain chain, WalletAddress.Solana address, ImmutableArray<WalletToken> tokens)
    : IChainReader
{
    private const string Finalized = "finalized";
    private const string Voted = "confirmed";

    private static readonly string[] Programs =
        ["TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA", "TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb"];

    /// <inheritdoc/>
    public async Task<ChainSight> LookAsync(ChainWire wire, CancellationToken cancellation)
    {
        Task<JsonElement> first = wire.CallAsync("getGenesisHash", [], cancellation);
        Task<State> finalized = StateAsync(wire, Finalized, cancellation);
        Task<State> voted = StateAsync(wire, Voted, cancellation);
        await Task.WhenAll(first, finalized, voted);
        ChainJson.Identify(chain, ChainJson.Text(await first));
        (State before, State now) = (await finalized, await voted);
        JsonElement time = await wire.CallAsync("getBlockTime", [before.Slot], cancellation);
        return new ChainSight(
            before.Slot,
            Instant.FromUnixTimeSeconds(ChainJson.Long(time)),
            [
                new WalletHolding(
                    chain.Coin,
                    ChainAmount.Of(before.Lamports, chain.Decimals),
                    ChainAmount.Of(now.Lamports, chain.Decimals)),
                .. tokens.Select(token => new WalletHolding(token.Asset, before.Of(token), now.Of(token))),
            ]);
    }

    private async Task<State> StateAsync(ChainWire wire, string commitment, CancellationToken cancellation)
    {
        Task<JsonElement> coin =
            wire.CallAsync("getBalance", [address.Text, Options(commitment)], cancellation);
        Task<JsonElement>[] lists = tokens.IsEmpty
            ? []
            : [.. Programs.Select(program => wire.CallAsync(
                "getTokenAccountsByOwner",
                [address.Text, new JsonObject { ["programId"] = program }, Options(commitment)],
                cancellation))];
        JsonElement[] held = await Task.WhenAll(lists);
        JsonElement balance = await coin;
        return new State(
            held.Append(balance).Min(Slot),
            ChainJson.Whole(ChainJson.Member(balance, "value")),
            [.. held.SelectMany(list => Accounts(ChainJson.Member(list, "value")))]);
    }

    private static JsonObject Options(string commitment) =>
        new() { ["commitment"] = commitment, ["encoding"] = "jsonParsed" };

    private static long Slot(JsonElement answer) =>
        ChainJson.Long(ChainJson.Member(ChainJson.Member(answer, "context"), "slot"));

    private IEnumerable<TokenAccount> Accounts(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException("the answer lists no token accounts");
        }

        foreach (JsonElement item in list.EnumerateArray())
        {
            JsonElement account = ChainJson.Member(item, "account");
            JsonElement parsed = ChainJson.Member(ChainJson.Member(account, "data"), "parsed");
            JsonElement told = ChainJson.Member(parsed, "info");
            JsonElement amount = ChainJson.Member(told, "tokenAmount");
            if (ChainJson.Text(ChainJson.Member(told, "owner")) != address.Text)
            {
                throw new FormatException("the answer is about another owner");
            }

            yield return new TokenAccount(
                ChainJson.Text(ChainJson.Member(told, "mint")),
                ChainJson.Whole(ChainJson.Member(amount, "amount")),
                (int)Math.Min(ChainJson.Long(ChainJson.Member(amount, "decimals")), byte.MaxValue));
        }
    }

    private sealed record TokenAccount(string Mint, BigInteger Units, int Places);

    private sealed record State(long Slot, BigInteger Lamports, ImmutableArray<TokenAccount> Accounts)
    {
        /// <summary>What all accounts of a mint hold together.</summary>
        public Core.Amounts.Quantity Of(WalletToken token)
        {
            TokenAccount[] own = [.. Accounts.Where(account => account.Mint == token.Address.Text)];
            return own.Select(account => account.Places).Distinct().Count() switch
            {
                0 => Core.Amounts.Quantity.Zero,
                1 => ChainAmount.Of(own.Aggregate(BigInteger.Zero, (sum, one) => sum + one.Units), own[0].Places),
                _ => throw new FormatException($"{token.Address} has two numbers of decimal places"),
            };
        }
    }
}
