using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Costs;
using Ballast.Core.Markets;
using Ballast.Core.Policies;

namespace Ballast.Core.Planning;

/// <summary>
/// The markets of a portfolio without any catalogue: one per managed asset, traded against the quote without filters.
/// Made once per policy, because a backtest plans thousands of times and they never change. Safe to share between
/// threads.
/// </summary>
internal sealed class FreeMarkets
{
    private readonly ImmutableArray<FreeMarket> markets;

    private FreeMarkets(ImmutableArray<FreeMarket> markets) => this.markets = markets;

    /// <summary>The markets of a policy's assets, in their order.</summary>
    public static FreeMarkets Of(Policy policy, ImmutableArray<Asset> managed, CostModel costs)
    {
        Liquidity liquidity = policy.Execution.Style == ExecutionStyle.Limit ? Liquidity.Maker : Liquidity.Taker;
        return new FreeMarkets([.. managed.Select(asset => new FreeMarket(
            Instrument.Unfiltered(asset, policy.Quote), CurveOf(asset, liquidity, costs)))]);
    }

    /// <summary>The market of an asset against the quote, or <see langword="null"/> where none is ready.</summary>
    /// <param name="position">Where the asset most likely is among the managed ones.</param>
    /// <param name="asset">What is traded.</param>
    /// <param name="quote">What pays.</param>
    public FreeMarket? Find(int position, Asset asset, Asset quote) =>
        position < markets.Length && markets[position] is var market && market.Instrument.Base == asset
            && market.Instrument.Quote == quote
            ? market
            : null;

    // Without a market both sides cost the same.
    private static CostCurve CurveOf(Asset asset, Liquidity liquidity, CostModel costs) => costs.CurveOf(
        new TradeSketch { Asset = asset, Side = TradeSide.Buy, Notional = default, Liquidity = liquidity });
}

/// <summary>A market without filters and what trading on it costs.</summary>
internal sealed record FreeMarket(Instrument Instrument, CostCurve Curve);
