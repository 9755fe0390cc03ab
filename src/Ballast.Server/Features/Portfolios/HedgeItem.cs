using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Portfolios;
using Ballast.Engine.Views;
using NodaTime;

namespace Ballast.Server.Features.Portfolios;

/// <summary>A hedge as it leaves the server.</summary>
public sealed record HedgeItem
{
    /// <summary>What is hedged.</summary>
    public required Asset Asset { get; init; }

    /// <summary>The account whose perpetuals hedge it.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The market that is sold short.</summary>
    public required string Market { get; init; }

    /// <summary>What its positions are tagged with.</summary>
    public required string Purpose { get; init; }

    /// <summary>When it was last decided on; null before the first check of this start.</summary>
    public required Instant? CheckedAt { get; init; }

    /// <summary>What should be short; null where that could not be decided.</summary>
    public required Money? Wanted { get; init; }

    /// <summary>What was short then, at the venue's mark.</summary>
    public required Money? Held { get; init; }

    /// <summary>The position then; null where there was none.</summary>
    public required PerpetualPosition? Position { get; init; }

    /// <summary>What was decided, with the numbers.</summary>
    public required Reason? Why { get; init; }

    /// <summary>The order that corrects it; null where none is needed or allowed.</summary>
    public required HedgeOrder? Order { get; init; }

    /// <summary>Why that order was not sent; null where it was.</summary>
    public required Reason? NotSent { get; init; }

    /// <summary>The last order that was put on record for it; null before the first.</summary>
    public required HedgeOrderItem? Last { get; init; }

    /// <summary>Shows one.</summary>
    public static HedgeItem Of(HedgeView view) => new()
    {
        Asset = view.Asset,
        Account = view.Account,
        Market = view.Market,
        Purpose = view.Purpose,
        CheckedAt = view.CheckedAt,
        Wanted = view.Wanted,
        Held = view.Held,
        Position = view.Position,
        Why = view.Why,
        Order = view.Order,
        NotSent = view.NotSent,
        Last = view.Last is { } last ? HedgeOrderItem.Of(last) : null,
    };
}
