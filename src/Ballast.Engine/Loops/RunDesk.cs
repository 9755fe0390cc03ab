using Ballast.Core;
using Ballast.Engine.Execution;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Loops;

/// <summary>What can be said about a request to run from the journal alone.</summary>
internal static class RunDesk
{
    /// <summary>An answer, or <see langword="null"/> where the plan decides.</summary>
    public static RunAnswer? Answer(PortfolioDesk desk, RunRequest request)
    {
        if (Repeated(desk.Book, request) is { } repeated)
        {
            return repeated;
        }

        return desk.StopReason(desk.Engine) is { } stopped
            ? new RunAnswer.Refused(new Reason("halted", $"nothing is sent: {stopped.Sentence}"))
            : null;
    }

    /// <summary>The run that the key has started before; a key that was used for another plan is refused.</summary>
    public static RunAnswer? Repeated(PortfolioBook book, RunRequest request)
    {
        RunRecord? earlier = book.Runs.Values.FirstOrDefault(run => run.IdempotencyKey == request.IdempotencyKey);
        if (earlier is null)
        {
            return book.Runs.Values.Any(run => run.Plan.Hash == request.PlanHash)
                ? new RunAnswer.Refused(
                    new Reason("plan-used", $"plan {request.PlanHash} has been carried out already"))
                : null;
        }

        return earlier.Plan.Hash == request.PlanHash
            ? new RunAnswer.AlreadyStarted(earlier.Run)
            : new RunAnswer.Refused(new Reason("key-used", $"this key has started {earlier.Run} with another plan"));
    }
}
