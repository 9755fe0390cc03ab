using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Execution;

/// <summary>A run with the snapshot it rests on.</summary>
/// <param name="Run">The run as it began.</param>
/// <param name="Snapshot">The portfolio when it began.</param>
/// <param name="Footing">What the snapshot stands on.</param>
internal sealed record RunContext(RunRecord Run, Snapshot Snapshot, Footing Footing)
{
    /// <summary>The market of a leg as last fetched.</summary>
    public VenueMarket? Market(PlannedOrder leg) => Snapshot.Catalogue.Of(leg.Account)
        .FirstOrDefault(market => market.Instrument.Symbol == leg.Instrument.Symbol);

    /// <summary>
    /// Units that the venue or other people's orders hold. What orders of earlier runs may still take was counted as
    /// held when the snapshot was taken, and is left out: whoever asks counts all live orders himself.
    /// </summary>
    /// <param name="account">Where.</param>
    /// <param name="asset">What.</param>
    public Quantity HeldByOthers(AccountId account, Asset asset)
    {
        Quantity locked = new(Snapshot.Positions.Concat(Snapshot.Untracked)
            .SelectMany(position => position.Lines)
            .Where(line => line.Account == account && line.Asset == asset)
            .Sum(line => line.Locked.Value));
        return Quantity.Max(Quantity.Zero, locked - Footing.Held.GetValueOrDefault((account, asset)));
    }
}
