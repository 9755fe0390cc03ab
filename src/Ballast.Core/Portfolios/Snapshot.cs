using System.Collections.Immutable;
using Ballast.Core.Markets;
using Ballast.Core.Amounts;
using Ballast.Core.Guards;
using Ballast.Core.Planning.Transfers;
using NodaTime;

namespace Ballast.Core.Portfolios;

/// <summary>
/// The portfolio at one instant: complete (every account answered, every managed asset has a price) and judged fresh.
/// There is no partial snapshot: what is missing makes a <see cref="SnapshotOutcome.Refused"/>.
/// </summary>
public sealed record Snapshot
{
    /// <summary>The instant of the decision it is for.</summary>
    public required Instant At { get; init; }

    /// <summary>The currency of every value in it.</summary>
    public required Asset Quote { get; init; }

    /// <summary>
    /// Managed assets: all targets (those of the volatility spike too) and the quote, each once, in ordinal order;
    /// assets not held have no lines. Where the policy sells untracked holdings, those that have a price are among
    /// them, with a target of zero.
    /// </summary>
    public required ImmutableArray<Position> Positions { get; init; }

    /// <summary>
    /// Other holdings, in ordinal order, not in <see cref="Value"/>: left alone by the policy, or without a price
    /// (then price and value are zero).
    /// </summary>
    public required ImmutableArray<Position> Untracked { get; init; }

    /// <summary>Markets to trade on, ordered by account and symbol; never unread, because such a snapshot is
    /// refused.</summary>
    public required Catalogue Catalogue { get; init; }

    /// <summary>V: the sum of the managed positions' values.</summary>
    public required Money Value { get; init; }

    /// <summary>
    /// Prices that the plausibility guard may compare the next ones with: the last accepted one of every asset. Goes
    /// into the memory with the decision. None in backtests, where prices are not judged.
    /// </summary>
    public AcceptedPrices AcceptedPrices { get; init; } = AcceptedPrices.None;

    /// <summary>Transfers between its accounts that are possible; none without a transfer gateway.</summary>
    public TransferSight Transfers { get; init; } = TransferSight.None;

    /// <summary>
    /// Units that an account keeps whatever is planned, beside the policy's reserve, which any account may hold; none
    /// where all of it may move.
    /// </summary>
    public ImmutableSortedDictionary<AccountId, ImmutableSortedDictionary<Asset, Quantity>> Staying { get; init; } =
        ImmutableSortedDictionary<AccountId, ImmutableSortedDictionary<Asset, Quantity>>.Empty;
}

/// <summary>The answer to an attempt to take a snapshot. Closed: <see cref="Taken"/> or
/// <see cref="Refused"/>.</summary>
public abstract record SnapshotOutcome
{
    /// <summary>Complete and fresh.</summary>
    public sealed record Taken(Snapshot Snapshot) : SnapshotOutcome;

    /// <summary>Something is missing, stale or absurd; all reasons, not only the first.</summary>
    public sealed record Refused(ImmutableArray<Reason> Why) : SnapshotOutcome
    {
        /// <summary>
        /// The last accepted price of every asset, as in <see cref="Snapshot.AcceptedPrices"/>: belongs into the
        /// memory although nothing was decided, or a slow move would look like a jump in the end.
        /// </summary>
        public AcceptedPrices AcceptedPrices { get; init; } = AcceptedPrices.None;
    }
}
