using System.Diagnostics;
using Ballast.Core;
using Ballast.Core.Decisions;
using Ballast.Core.Planning;

namespace Ballast.Cli.Commands.Planning;

/// <summary>A plan as <c>--json</c> prints it: <c>outcome</c> is one of <c>planned nothing refused</c>.</summary>
internal static class PlanAnswerDocument
{
    /// <summary>The document of an answer; every answer has the same members.</summary>
    public static object Of(OfflineAnswer answer) => answer switch
    {
        OfflineAnswer.Planned planned =>
            Document("planned", [], planned.Findings, planned.Plan.NonOrders, OfPlan(planned.Plan)),
        OfflineAnswer.Nothing nothing => Document("nothing", [nothing.Why], nothing.Findings, nothing.NonOrders, null),
        OfflineAnswer.Refused refused => Document("refused", refused.Why, refused.Findings, [], null),
        _ => throw new UnreachableException(),
    };

    private static object Document(
        string outcome,
        IReadOnlyList<Reason> why,
        IReadOnlyList<TriggerFinding> findings,
        IReadOnlyList<NonOrder> nonOrders,
        object? plan) => new { outcome, why, findings, plan, nonOrders };

    private static object OfPlan(Plan plan) => new
    {
        hash = plan.Hash,
        portfolio = plan.Portfolio,
        policyHash = plan.PolicyHash,
        at = plan.At,
        expiresAt = plan.ExpiresAt,
        why = plan.Why,
        destination = plan.Destination,
        valueBefore = plan.ValueBefore,
        valueAfter = plan.ValueAfter,
        cost = plan.Cost,
        lines = plan.Lines,
        orders = plan.Orders.Select(order => new
        {
            account = order.Account,
            symbol = order.Instrument.Symbol,
            asset = order.Asset,
            side = order.Side,
            size = order.Size,
            expectedPrice = order.ExpectedPrice,
            limitPrice = order.LimitPrice,
            style = order.Style,
            notional = order.Notional,
            cost = order.Cost,
            worstCost = order.WorstCost,
            why = order.Why,
        }),
        nonOrders = plan.NonOrders,
    };
}
