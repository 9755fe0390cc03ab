using System.Collections.Immutable;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Wallets.Addresses;
using Ballast.Adapters.Wallets.Chains;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Wallets;

/// <summary>
/// Counts a wallet and can do nothing else with it: there is no key, no signature and no order. Servers are asked in
/// the owner's order, the next one where one fails, serves another chain or is behind.
/// </summary>
public sealed class WalletVenue : IBalanceSource, IDisposable
{
    private readonly WalletOptions options;
    private readonly VenueClocks clocks;
    private readonly IChainReader reader;
    private readonly ImmutableArray<WalletEndpoint> endpoints;
    private readonly SemaphoreSlim turn = new(1, 1);
    private WalletReading.Counted? last;
    private long lastAsked;
    private bool isSettled;

    /// <summary>A wallet; nothing is asked yet.</summary>
    public WalletVenue(WalletOptions options, VenueClocks clocks)
    {
        (this.options, this.clocks) = (options, clocks);
        reader = options.Address switch
        {
            WalletAddress.Bitcoin address => new EsploraReader(options.Chain, address),
            WalletAddress.BitcoinAccount account => new BlockbookReader(options.Chain, account),
            WalletAddress.Evm address => new EvmReader(options.Chain, address, options.Tokens),
            WalletAddress.Solana address => new SolanaReader(options.Chain, address, options.Tokens),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        VenueHolds holds = options.Holds ?? new VenueHolds(clocks.Machine);
        endpoints = [.. options.Endpoints.Select(address =>
            new WalletEndpoint(address, options.AnswerTimeout, clocks.Machine, holds.Of(address.Authority)))];
    }

    /// <summary>
    /// What the wallet holds. An answer is kept for a while once two in a row were the same, so that a change is always
    /// seen twice before it is believed.
    /// </summary>
    public async Task<WalletReading> CountAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            bool isFresh = isSettled && clocks.Machine.GetElapsedTime(lastAsked) < options.Refresh;
            return isFresh ? last! : await AskAsync(cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<AccountReading> ReadBalancesAsync(AccountId account, CancellationToken cancellation) =>
        await CountAsync(cancellation) switch
        {
            WalletReading.Counted counted => new AccountReading.Read(
                account,
                AccountAccess.ReadOnly,
                [.. counted.Holdings.Select(BalanceOf).Where(balance => !balance.Total.IsZero)],
                counted.At),
            WalletReading.Unread unread => new AccountReading.Unreadable(
                account, new Reason("account-unreadable", $"{account} could not be counted: {unread.Why}")),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <inheritdoc/>
    public void Dispose()
    {
        turn.Dispose();
        foreach (WalletEndpoint endpoint in endpoints)
        {
            endpoint.Dispose();
        }
    }

    private Instant Now => Instant.FromDateTimeOffset(clocks.Venue.GetUtcNow());

    // What comes in counts once it is confirmed; what goes out is held from the moment it is seen.
    private static Balance BalanceOf(WalletHolding holding)
    {
        Quantity free = Quantity.Min(holding.Confirmed, holding.Latest);
        return new Balance(holding.Asset, free, holding.Confirmed - free);
    }

    private async Task<WalletReading> AskAsync(CancellationToken cancellation)
    {
        foreach (WalletEndpoint endpoint in endpoints.Where(endpoint => !endpoint.IsResting))
        {
            Reading<ChainSight> answer = await endpoint.AskAsync(reader, cancellation);
            switch (answer)
            {
                case Reading<ChainSight>.Failed { Error: var error }:
                    endpoint.Fail(error);
                    break;
                case Reading<ChainSight>.Known { Value: var sight } when Lag(sight) is { } lag:
                    endpoint.Fail(new VenueError(VenueErrorKind.Unavailable, "behind", lag));
                    break;
                case Reading<ChainSight>.Known { Value: var sight }:
                    endpoint.Succeed();
                    return Keep(sight, endpoint.Name);
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        isSettled = false;
        return new WalletReading.Unread(string.Join("; ", endpoints.Select(endpoint => endpoint.Sentence)));
    }

    private string? Lag(ChainSight sight)
    {
        Duration age = Instant.FromDateTimeOffset(clocks.Machine.GetUtcNow()) - sight.HeadAt;
        return age switch
        {
            _ when age > options.Chain.OldestHead =>
                $"it is behind: its newest block is of {sight.HeadAt}",
            _ when age < -options.Chain.HeadLead => $"its newest block is of {sight.HeadAt}, which is still to come",
            _ when last is { } seen && sight.Height < seen.Height - options.Chain.Slack =>
                $"it is behind: it knows block {sight.Height}, and {seen.Height} was seen before",
            _ => null,
        };
    }

    private WalletReading.Counted Keep(ChainSight sight, string endpoint)
    {
        WalletReading.Counted counted = new(Together(sight.Holdings), sight.Height, Now, endpoint);
        isSettled = last is { } before && before.Holdings.SequenceEqual(counted.Holdings);
        lastAsked = clocks.Machine.GetTimestamp();
        last = counted;
        return counted;
    }

    private static ImmutableArray<WalletHolding> Together(ImmutableArray<WalletHolding> holdings) =>
    [
        .. holdings.GroupBy(holding => holding.Asset)
            .Select(same => same.Aggregate((one, other) =>
                new WalletHolding(one.Asset, one.Confirmed + other.Confirmed, one.Latest + other.Latest)))
            .Where(holding => !holding.Confirmed.IsZero || !holding.Latest.IsZero)
            .OrderBy(holding => holding.Asset),
    ];
}
