using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Markets;

namespace Ballast.PaperExchange.Hosting;

/// <summary>Which market an exchange trades. Closed: <see cref="Simulated"/>, <see cref="Replayed"/> or
/// <see cref="Followed"/>.</summary>
public abstract record MarketChoice
{
    private MarketChoice()
    {
    }

    /// <summary>A market made from a seed; it has a history before its first trading day.</summary>
    /// <param name="Assets">The assets and how they move.</param>
    /// <param name="Quote">What they are priced in.</param>
    /// <param name="Seed">Any number.</param>
    public sealed record Simulated(ImmutableArray<AssetSpec> Assets, Asset Quote, ulong Seed) : MarketChoice
    {
        /// <summary>Days of history before the exchange first opens.</summary>
        public int HistoryDays { get; init; } = 120;
    }

    /// <summary>The past, walked again; the clock must run in the table's time.</summary>
    public sealed record Replayed(CandleTable Table, Asset Quote) : MarketChoice;

    /// <summary>Another exchange's prices as they are told; the clock must be the machine's.</summary>
    public sealed record Followed(FollowedMarket Market) : MarketChoice;
}
