using Ballast.Core;
using Ballast.Core.Orders;
using Ballast.Core.Planning;
using Ballast.Engine.Execution;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using NodaTime;

namespace Ballast.Engine.Loops;

/// <summary>
/// Runs of which no order had an effect. What one came to says what the next one on the same holdings and policy will
/// come to: it waits, longer each time, until something has changed.
/// </summary>
internal sealed class EmptyRuns
{
    private static readonly Duration FirstWait = Duration.FromSeconds(10);
    private static readonly Duration LongestWait = Duration.FromHours(1);

    private Footing? footing;
    private string policyHash = "";
    private int count;
    private Instant until;

    /// <summary>Why a plan is not tried now; <see langword="null"/> where it is.</summary>
    public Reason? Objection(PortfolioBook book, Plan plan, Instant now) =>
        count > 0 && now < until && IsSame(book, plan)
            ? new Reason(
                "empty-runs",
                $"the last {count} runs on these holdings executed nothing; not tried again before {until}")
            : null;

    /// <summary>Takes note of a run that has ended.</summary>
    /// <param name="book">The book after it.</param>
    /// <param name="run">The run.</param>
    /// <param name="began">What its plan stood on.</param>
    /// <param name="now">The instant.</param>
    public void Note(PortfolioBook book, RunId run, Footing began, Instant now)
    {
        RunRecord record = book.Runs.Values.Single(candidate => candidate.Run == run);
        bool isEmpty = book.Orders.Values.Where(order => order.Origin.Run == run)
            .All(order => order.Order.State is OrderState.Rejected);
        count = !isEmpty ? 0 : IsSame(book, record.Plan) ? count + 1 : 1;
        footing = began;
        policyHash = record.Plan.PolicyHash;
        Duration wait = FirstWait * Math.Pow(2, Math.Min(count, 20) - 1);
        until = now + Duration.Min(wait, LongestWait);
    }

    private bool IsSame(PortfolioBook book, Plan plan) =>
        plan.PolicyHash == policyHash && footing is { } before && before.Objection(book) is null;
}
