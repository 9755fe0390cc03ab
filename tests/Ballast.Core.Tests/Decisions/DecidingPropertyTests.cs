using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using FsCheck;
using FsCheck.Fluent;
using static Ballast.Core.Tests.Decisions.Sketch;

namespace Ballast.Core.Tests.Decisions;

/// <summary>Properties of whole decisions over random portfolios, bands, destinations and fees, without
/// filters.</summary>
public sealed class DecidingPropertyTests
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(20_260_304UL, 1UL);
    private static readonly Config FewerCases = Cases.WithMaxTest(300);

    private static readonly Gen<(Policy Policy, Snapshot Snapshot)> Portfolios =
        from btc in Gen.Choose(0, 1_000_000)
        from eth in Gen.Choose(0, 1_000_000)
        from usdc in Gen.Choose(1, 1_000_000)
        from target in Gen.Choose(0, 100)
        from bandBps in Gen.Choose(50, 1_000)
        from destination in Gen.Elements(Destination.Target, Destination.Half, Destination.Edge)
        from feeBps in Gen.Choose(0, 100)
        select (PolicyOf(target, bandBps, destination, feeBps), Holding(Noon, btc / 100m, eth / 100m, usdc / 100m));

    [Fact]
    public void A_filled_plan_followed_at_once_by_a_check_gives_hold() => Check.One(
        Cases,
        Prop.ForAll(Arb.From(Portfolios), portfolio =>
        {
            Verdict first = Decide(portfolio.Policy, portfolio.Snapshot, PolicyMemory.Fresh);
            if (first.Decision is not Decision.Rebalance rebalance)
            {
                return true;
            }

            Verdict second = Decide(
                portfolio.Policy, Filled(portfolio.Snapshot, rebalance.Plan), first.Memory.AfterRun(
                    rebalance.Plan, Noon));
            return second.Decision is Decision.Hold;
        }));

    [Fact]
    public void Equal_arguments_give_equal_plans_with_equal_hashes() => Check.One(
        FewerCases,
        Prop.ForAll(Arb.From(Portfolios), portfolio =>
            HashOf(portfolio.Policy, portfolio.Snapshot) == HashOf(portfolio.Policy, portfolio.Snapshot)));

    [Fact]
    public void A_person_asking_never_sells_more_than_is_held_nor_overdraws_cash() => Check.One(
        FewerCases,
        Prop.ForAll(Arb.From(Portfolios), portfolio =>
        {
            Verdict verdict = Decide(portfolio.Policy, portfolio.Snapshot, PolicyMemory.Fresh, DecisionCause.Manual);
            return verdict.Decision is not Decision.Rebalance rebalance ||
                Filled(portfolio.Snapshot, rebalance.Plan).Positions.All(position => position.Value.Sign >= 0);
        }));

    private static string HashOf(Policy policy, Snapshot snapshot) =>
        Decide(policy, snapshot, PolicyMemory.Fresh).Decision is Decision.Rebalance rebalance
            ? rebalance.Plan.Hash
            : "";

    private static Verdict Decide(Policy policy, Snapshot snapshot, PolicyMemory memory) =>
        Decide(policy, snapshot, memory, DecisionCause.Check);

    private static Verdict Decide(Policy policy, Snapshot snapshot, PolicyMemory memory, DecisionCause cause) =>
        Rebalancer.Decide(
        CompiledPolicy.Of(policy, "hash"), snapshot, memory, PastPrices.None(Noon), new DecisionMoment(Noon, cause));

    private static Policy PolicyOf(int target, int bandBps, Destination destination, int feeBps) =>
        Policy(new TriggerPolicy
        {
            CheckEvery = null,
            Band = new BandPolicy { Absolute = new Weight(bandBps / 10_000m), Destination = destination },
        }) with
        {
            Target = Weights((Btc, target * 0.7m / 100m), (Eth, target * 0.3m / 100m), (Usdc, 1m - (target / 100m))),
            Costs = new CostPolicy { TakerFeeBps = feeBps },
        };

    // Fills at plan prices, each cost paid in quote.
    private static Snapshot Filled(Snapshot before, Plan plan)
    {
        Dictionary<Asset, decimal> values =
            before.Positions.ToDictionary(position => position.Asset, position => position.Value.Value);
        foreach (PlannedOrder order in plan.Orders)
        {
            decimal signed = order.Side == TradeSide.Buy ? order.Notional.Value : -order.Notional.Value;
            values[order.Asset] += signed;
            values[Usdc] -= signed + order.Cost.Value;
        }

        return Holding(Noon, values[Btc], values[Eth], values[Usdc]);
    }
}
