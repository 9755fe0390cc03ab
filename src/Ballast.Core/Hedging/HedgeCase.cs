using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Hedging;

/// <summary>Everything that one hedge is decided on.</summary>
public sealed record HedgeCase
{
    /// <summary>The asset that is hedged.</summary>
    public required Asset Asset { get; init; }

    /// <summary>What its owner wants.</summary>
    public required HedgePolicy Hedge { get; init; }

    /// <summary>What is held of the asset, in the quote currency.</summary>
    public required Money Value { get; init; }

    /// <summary>What its target comes to, in the quote currency.</summary>
    public required Money Target { get; init; }

    /// <summary>The whole portfolio's value.</summary>
    public required Money PortfolioValue { get; init; }

    /// <summary>The account's open perpetuals, those of others among them.</summary>
    public required ImmutableArray<PerpetualPosition> Positions { get; init; }

    /// <summary>The price of the market's asset at the venue, above zero.</summary>
    public required Price Mark { get; init; }

    /// <summary>The portfolio's own price of the market's asset; <see langword="null"/> where it has none.</summary>
    public required Price? OwnPrice { get; init; }

    /// <summary>The smallest order, above zero.</summary>
    public required Money MinNotional { get; init; }

    /// <summary>The largest order; <see langword="null"/> where there is none.</summary>
    public required Money? MaxNotional { get; init; }

    /// <summary>What taking costs, as a fraction of the notional.</summary>
    public required decimal FeeRate { get; init; }

    /// <summary>Why the position must be made no larger, whatever is wanted; <see langword="null"/> where it may be.
    /// </summary>
    public Reason? NoGrowth { get; init; }

    /// <summary>The market that is sold short.</summary>
    public string Market => HedgeNames.MarketOf(Asset, Hedge);

    /// <summary>What its positions are tagged with.</summary>
    public string Purpose => HedgeNames.PurposeOf(Asset);
}
