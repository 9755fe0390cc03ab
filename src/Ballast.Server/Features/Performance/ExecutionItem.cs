using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Engine.Views;

namespace Ballast.Server.Features.Performance;

/// <summary>Expected against realised price at one venue; amounts in the portfolio's quote currency.</summary>
public sealed record ExecutionItem
{
    /// <summary>The venue's name, or <c>account NAME</c> where the server is not connected to it.</summary>
    public required string Id { get; init; }

    /// <summary>The portfolio's accounts there.</summary>
    public required IReadOnlyList<AccountId> Accounts { get; init; }

    /// <summary>Orders that filled at least in part.</summary>
    public required int Orders { get; init; }

    /// <summary>Fills that venues reported, each once.</summary>
    public required int Trades { get; init; }

    /// <summary>Sum of the trades at their realised prices.</summary>
    public required Money Notional { get; init; }

    /// <summary>Mean slippage in basis points, weighted by notional, fees left out; above zero is worse than
    /// expected.</summary>
    public required decimal? SlippageBps { get; init; }

    /// <summary>The trade that went worst, in basis points.</summary>
    public required decimal? WorstBps { get; init; }

    /// <summary>What worse prices cost, below zero what better ones brought.</summary>
    public required Money Slippage { get; init; }

    /// <summary>Fees in basis points of the notional.</summary>
    public required decimal? FeeBps { get; init; }

    /// <summary>Fees.</summary>
    public required Money Fees { get; init; }

    /// <summary>Trades whose fee is not in <see cref="Fees"/>, because the asset it was charged in has no
    /// price.</summary>
    public required int UnpricedFees { get; init; }

    /// <summary>One venue.</summary>
    public static ExecutionItem Of(VenueExecution execution) => new()
    {
        Id = execution.Venue,
        Accounts = execution.Accounts,
        Orders = execution.Tally.Orders,
        Trades = execution.Tally.Trades,
        Notional = execution.Tally.Notional,
        SlippageBps = execution.Tally.MeanBps,
        WorstBps = execution.Tally.WorstBps,
        Slippage = execution.Tally.Slippage,
        FeeBps = execution.Tally.FeeBps,
        Fees = execution.Tally.Fees,
        UnpricedFees = execution.Tally.UnpricedFees,
    };
}
