using System.Diagnostics;
using Ballast.Core;
using Ballast.Core.Decisions;
using Ballast.Core.Planning;
using Ballast.Server.Features.Plans;

namespace Ballast.Cli.Commands.Planning;

/// <summary>A plan as <c>--json</c> prints it: <c>outcome</c> is one of <c>planned nothing refused</c>, and the plan
/// itself has the shape in which the server gives it.</summary>
internal static class PlanAnswerDocument
{
    /// <summary>The document of an answer; every answer has the same members.</summary>
    public static object Of(OfflineAnswer answer) => answer switch
    {
        OfflineAnswer.Planned planned =>
            Document("planned", [], planned.Findings, planned.Plan.NonOrders, PlanItem.Of(planned.Plan)),
        OfflineAnswer.Nothing nothing => Document("nothing", [nothing.Why], nothing.Findings, nothing.NonOrders, null),
        OfflineAnswer.Refused refused => Document("refused", refused.Why, refused.Findings, [], null),
        _ => throw new UnreachableException(),
    };

    private static object Document(
        string outcome,
        IReadOnlyList<Reason> why,
        IReadOnlyList<TriggerFinding> findings,
        IReadOnlyList<NonOrder> nonOrders,
        PlanItem? plan) => new { outcome, why, findings, plan, nonOrders };
}
