using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Targets.Methods;

/// <summary>How weights are found. Closed: the nested cases. A value: what a policy or a command line asks for, and the
/// same for live, paper and backtest. Compared by reference of its lists.</summary>
public abstract record AllocationMethod
{
    private AllocationMethod(string name)
    {
        Name = name;
    }

    /// <summary>The name in policies, on the command line and in reports, such as <c>min-variance</c>.</summary>
    public string Name { get; }

    /// <summary>The least variance within the limits (Markowitz 1952). Needs a covariance.</summary>
    public sealed record MinimumVariance() : AllocationMethod("min-variance");

    /// <summary>The most return above the risk-free rate per unit of volatility (Sharpe 1994). Needs expected returns
    /// and a covariance.</summary>
    public sealed record MaximumSharpe() : AllocationMethod("max-sharpe");

    /// <summary>Risk shared out in given parts (Maillard, Roncalli and Teiletche 2010). Needs a covariance.</summary>
    /// <param name="Budgets">Each asset's part in any unit, zero or more; empty for equal parts. An asset that is not
    /// named beside others that are has no part.</param>
    public sealed record RiskParity(ImmutableSortedDictionary<Asset, double> Budgets)
        : AllocationMethod("risk-parity");

    /// <summary>The largest diversification ratio (Choueifaty and Coignard 2008). Needs a covariance.</summary>
    public sealed record MostDiversified() : AllocationMethod("most-diversified");

    /// <summary>Weights in proportion to one over volatility. Needs variances.</summary>
    public sealed record InverseVolatility() : AllocationMethod("inverse-volatility");

    /// <summary>Hierarchical risk parity (Lopez de Prado 2016). Needs a covariance.</summary>
    public sealed record Hierarchical() : AllocationMethod("hrp");

    /// <summary>The same weight for all, as far as limits allow. Needs nothing.</summary>
    public sealed record Equal() : AllocationMethod("equal");

    /// <summary>Weights in proportion to market value, capped by the limits. Needs market values.</summary>
    public sealed record CappedMarketCap() : AllocationMethod("capped-market-cap");

    /// <summary>The least variance among portfolios that earn a return or more. Needs expected returns and a
    /// covariance.</summary>
    /// <param name="Least">The return a year of the whole portfolio, as a fraction.</param>
    public sealed record TargetReturn(double Least) : AllocationMethod("target-return");

    /// <summary>The most return among portfolios of a volatility or less. Needs expected returns and a
    /// covariance.</summary>
    /// <param name="Most">The standard deviation a year of the whole portfolio, as a fraction.</param>
    public sealed record TargetVolatility(double Most) : AllocationMethod("target-volatility");

    /// <summary>The largest Sharpe ratio after blending views with what market values imply (Black and Litterman
    /// 1992). Without views that is the market itself. Needs a covariance; market values count as equal where none are
    /// given.</summary>
    /// <param name="Views">Opinions on total returns a year; may be empty.</param>
    public sealed record BlackLitterman(ImmutableArray<MarketView> Views) : AllocationMethod("black-litterman");

    /// <summary>A share of the weights of fastest growth (Kelly 1956; Thorp 2006); what is not in them is cash. With
    /// edges each asset is a bet of its own and stakes above what there is are scaled down together; without, expected
    /// returns and a covariance are needed.</summary>
    /// <param name="Fraction">The share of full Kelly, 0 to 1; <see cref="AllocationDefaults.KellyFraction"/> is half.
    /// </param>
    /// <param name="Edges">The bets; may be empty. An asset that is not named beside others that are gets
    /// nothing.</param>
    public sealed record Kelly(double Fraction, ImmutableSortedDictionary<Asset, BetEdge> Edges)
        : AllocationMethod("kelly");

    /// <summary>Weights in proportion to each asset's own Sharpe ratio over the window, zero where it is not above
    /// zero. Needs expected returns and variances.</summary>
    public sealed record TrailingSharpe() : AllocationMethod("trailing-sharpe");
}
