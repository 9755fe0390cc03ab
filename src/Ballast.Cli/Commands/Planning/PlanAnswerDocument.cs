using System.Diagnostics;
using Ballast.Core;
using Ballast.Core.Planning;
using Ballast.Server.Features.Plans;
using Ballast.Server.Features.Portfolios;

namespace Ballast.Cli.Commands.Planning;

/// <summary>A plan as <c>--json</c> prints it: <c>outcome</c> is one of <c>planned nothing refused</c>; the plan, and
/// the <c>target</c> of a policy whose target moves, have the shape in which the server gives them.</summary>
internal static class PlanAnswerDocument
{
    /// <summary>The document of an answer; every answer has the same members.</summary>
    public static object Of(OfflineAnswer answer) => answer switch
    {
        OfflineAnswer.Planned planned => Document(answer, "planned", [], planned.Plan),
        OfflineAnswer.Nothing nothing => Document(answer, "nothing", [nothing.Why], null),
        OfflineAnswer.Refused refused => Document(answer, "refused", refused.Why, null),
        _ => throw new UnreachableException(),
    };

    private static object Document(OfflineAnswer answer, string outcome, IReadOnlyList<Reason> why, Plan? plan) => new
    {
        outcome,
        why,
        findings = answer.Findings,
        target = answer.Target is { } state ? TargetItem.Of(state) : null,
        plan = plan is null ? null : PlanItem.Of(plan),
        nonOrders = plan?.NonOrders ?? (answer as OfflineAnswer.Nothing)?.NonOrders ?? [],
    };
}
