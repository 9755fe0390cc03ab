using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Triggers;
using NodaTime;

namespace Ballast.Core.Tests.Decisions;

/// <summary>Small portfolios for decision tests: values at a price of one, so that units and values are the same
/// numbers.</summary>
internal static class Sketch
{
    internal static readonly Asset Btc = new("BTC");
    internal static readonly Asset Eth = new("ETH");
    internal static readonly Asset Usdc = new("USDC");
    internal static readonly AccountId Paper = new("paper");
    internal static readonly Instant Noon = Instant.FromUtc(2026, 3, 4, 12, 0);

    /// <summary>50 % BTC, 30 % ETH, 20 % USDC, checked on every price, without any trigger.</summary>
    internal static Policy Policy(TriggerPolicy trigger) => new()
    {
        Portfolio = new PortfolioId("core"),
        Quote = Usdc,
        Accounts = [Paper],
        Target = Weights((Btc, 0.5m), (Eth, 0.3m), (Usdc, 0.2m)),
        Trigger = trigger,
    };

    internal static ImmutableSortedDictionary<Asset, Weight> Weights(params (Asset Asset, decimal Weight)[] weights) =>
        weights.ToImmutableSortedDictionary(pair => pair.Asset, pair => new Weight(pair.Weight));

    /// <summary>A portfolio of given values in BTC, ETH and USDC.</summary>
    internal static Snapshot Holding(Instant at, decimal btc, decimal eth, decimal usdc) => new()
    {
        At = at,
        Quote = Usdc,
        Positions = [Position(Btc, btc), Position(Eth, eth), Position(Usdc, usdc)],
        Untracked = [],
        Catalogue = Catalogue.WithoutVenue,
        Value = new Money(btc + eth + usdc),
    };

    internal static TriggerRound Look(Policy policy, Snapshot snapshot, PolicyMemory memory) =>
        Look(policy, snapshot, memory, PastPrices.None(snapshot.At));

    internal static TriggerRound Look(Policy policy, Snapshot snapshot, PolicyMemory memory, PastPrices past) =>
        TriggerBoard.Look(
            CompiledPolicy.Of(policy, "hash"), snapshot, memory, past, new DecisionMoment(
                snapshot.At, DecisionCause.Check));

    internal static TriggerFinding FindingOf(this TriggerRound round, string trigger) =>
        round.Findings.Single(finding => finding.Trigger == trigger);

    private static Position Position(Asset asset, decimal value) => new()
    {
        Asset = asset,
        Price = Price.One,
        Value = new Money(value),
        SellableValue = new Money(value),
        Lines = value == 0m ? [] : [Line(asset, value)],
    };

    private static HoldingLine Line(Asset asset, decimal units) => new()
    {
        Account = Paper,
        Access = AccountAccess.Tradable,
        Asset = asset,
        Free = new Quantity(units),
        Locked = Quantity.Zero,
        Price = Price.One,
    };
}
