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

    /// <summary>Units that the venue or other people's orders hold.</summary>
    public Quantity HeldByOthers(AccountId account, Asset asset) => new(Snapshot.Positions.Concat(Snapshot.Untracked)
        .SelectMany(position => position.Lines)
        .Where(line => line.Account == account && line.Asset == asset)
        .Sum(line => line.Locked.Value));
}
