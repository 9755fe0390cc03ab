using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Planning.Transfers;

/// <summary>What a decision knows of transfers between the portfolio's accounts.</summary>
public sealed record TransferSight
{
    /// <summary>Nothing is known of transfers: plans hold none.</summary>
    public static TransferSight None { get; } = new();

    /// <summary>The routes as quoted now; several may join the same accounts for one asset.</summary>
    public ImmutableArray<TransferRoute> Routes { get; init; } = [];

    /// <summary>Ways that rest after transfers that did not arrive; also those whose rest is over.</summary>
    public ImmutableArray<HeldRoute> Held { get; init; } = [];

    /// <summary>
    /// Until when a transfer that is worth it waits for its fee to fall; <see langword="null"/> while none waits.
    /// </summary>
    public Instant? WaitsUntil { get; init; }

    /// <summary>Until when what the last transfer was sent for waits, because that transfer did not arrive and its way
    /// rests; <see langword="null"/> where it arrived, or where there was none.</summary>
    public Instant? RestsUntil { get; init; }

    /// <summary>Why nothing is transferred at all although the policy would; <see langword="null"/> where it may be,
    /// or where the policy wants none.</summary>
    public Reason? Barred { get; init; }

    /// <summary>Why nothing is sent on a way at an instant; <see langword="null"/> where it may be.</summary>
    /// <param name="from">Where it leaves.</param>
    /// <param name="to">Where it arrives.</param>
    /// <param name="asset">What is moved.</param>
    /// <param name="at">The instant.</param>
    public Reason? Objection(AccountId from, AccountId to, Asset asset, Instant at) =>
        Barred ?? Held.FirstOrDefault(held => at < held.Until && held.Joins(from, to, asset))?.Why;

    /// <summary>Whether a quoted route may be used at an instant.</summary>
    /// <param name="route">The route.</param>
    /// <param name="at">The instant.</param>
    public bool IsOpen(TransferRoute route, Instant at) => Objection(route.From, route.To, route.Asset, at) is null;
}
