using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Planning.Transfers;

namespace Ballast.Core.Tests.Planning.Transfers;

/// <summary>
/// The judgement against every amount that the route takes: each is planned as if it had arrived and priced by hand
/// from the plan that results.
/// </summary>
public sealed class TransferBruteForceTests
{
    // Two lots of ten out of place, and the collar that purchases keep cash back for.
    private const decimal Slack = (20m * TransferCases.Horizon) + 0.2m;

    [Fact]
    public void Leaves_out_no_transfer_that_is_worth_more_than_lots_and_collar_explain()
    {
        int sent = 0;
        int left = 0;
        for (int seed = 1; seed <= 120; seed++)
        {
            Random random = new(seed);
            decimal a = random.Next(0, 80) * 10m;
            decimal b = random.Next(0, 80) * 10m;
            (decimal, decimal) cash = (random.Next(0, 40) * 10m, random.Next(0, 15) * 10m);
            decimal fee = random.Next(0, 12);
            if (a + b + cash.Item1 + cash.Item2 < 200m)
            {
                continue;
            }

            PlanOutcome outcome = TransferCases.Plan(TransferCases.Of(a, b, cash), TransferCases.Route(fee));
            decimal without = CostOf(Bare(a, b, cash), 0m, cash.Item1)!.Value;
            decimal best = Enumerable.Range(1, 120).Select(tens => Priced(a, b, cash, (tens * 10m, fee)))
                .Where(cost => cost is not null).Min() ?? decimal.MaxValue;
            PlannedTransfer? chosen = Transfer(outcome);
            bool isSent = chosen is { Choice: TransferChoice.Send };
            decimal cost = isSent ? chosen!.CostWith.Value : without;
            cost.ShouldBeLessThanOrEqualTo(Math.Min(best, without) + Slack, $"seed {seed}");
            sent += isSent ? 1 : 0;
            left += isSent ? 0 : 1;
        }

        sent.ShouldBeGreaterThan(5);
        left.ShouldBeGreaterThan(5);
    }

    private static PlannedTransfer? Transfer(PlanOutcome outcome) => outcome is PlanOutcome.Planned planned
        ? planned.Plan.Transfers.SingleOrDefault()
        : (outcome as PlanOutcome.NothingToTrade)?.Transfers.SingleOrDefault();

    private static PlanCase Bare(decimal a, decimal b, (decimal Paper, decimal Second) cash) =>
        TransferCases.Of(a, b, cash).With(policy => policy with { Transfers = null });

    // As if it had arrived; null where the source could not have sent it.
    private static decimal? Priced(
        decimal a, decimal b, (decimal Paper, decimal Second) cash, (decimal Units, decimal Fee) sent)
    {
        (decimal units, decimal fee) = sent;
        return units <= fee ? null
            : CostOf(Bare(a, b, (cash.Paper - units, cash.Second + units - fee)), fee, cash.Paper - units);
    }

    private static decimal? CostOf(PlanCase written, decimal fee, decimal paper)
    {
        PlanOutcome outcome = Planner.Plan(written.Request());
        Plan? plan = (outcome as PlanOutcome.Planned)?.Plan;
        decimal proceeds = plan?.Orders.Where(order => order.Account.Value == "paper").Sum(order =>
            order.Side == TradeSide.Sell
                ? order.Size.Value * order.LimitPrice.Value * 0.999m
                : -order.Size.Value * order.LimitPrice.Value * 1.001m) ?? 0m;
        if (paper + proceeds < 0m)
        {
            return null;
        }

        PlanRequest request = written.Request();
        decimal trades = plan?.Orders.Sum(order => order.Cost.Value) ?? 0m;
        decimal value = request.Snapshot.Value.Value - trades;
        decimal displaced = 0m;
        for (int i = 0; i < request.Targets.Length; i++)
        {
            decimal after = plan?.Lines[i].ValueAfter.Value ?? request.Snapshot.Positions[i].Value.Value;
            displaced += Math.Abs(after - (request.Targets[i].Target.Value * value));
        }

        return trades + fee + (displaced / 2m * TransferCases.Horizon);
    }
}
