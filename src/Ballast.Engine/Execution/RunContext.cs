using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Execution;

/// <summary>A run with the snapshot it rests on.</summary>
/// <param name="Run">The run as it began.</param>
/// <param name="Snapshot">The portfolio when it began.</param>
internal sealed record RunContext(RunRecord Run, Snapshot Snapshot)
{
    /// <summary>The market of a leg as last fetched.</summary>
    public VenueMarket? Market(PlannedOrder leg) => Snapshot.Catalogue.Of(leg.Account)
        .FirstOrDefault(market => market.Instrument.Symbol == leg.Instrument.Symbol);

    /// <summary>
    /// Units that the venue or other people's orders hold. What orders of earlier runs may still take was locked before
    /// the snapshot was taken, and is left out: whoever asks counts all live orders himself.
    /// </summary>
    /// <param name="book">The portfolio's book now.</param>
    /// <param name="account">Where.</param>
    /// <param name="asset">What.</param>
    public Quantity HeldByOthers(PortfolioBook book, AccountId account, Asset asset)
    {
        Quantity locked = new(Snapshot.Positions.Concat(Snapshot.Untracked)
            .SelectMany(position => position.Lines)
            .Where(line => line.Account == account && line.Asset == asset)
            .Sum(line => line.Locked.Value));
        foreach (OrderRecord stuck in book.LiveOrders.Where(
            live => live.Origin.Run != Run.Run && live.Order.Ticket.Account == account))
        {
            locked -= FreeFunds.StillTakes(stuck, asset);
        }

        return Quantity.Max(Quantity.Zero, locked);
    }
}
