using Ballast.Core;


namespace Ballast.Engine.Loops;

/// <summary>Something asked of a loop from outside; it is served between passes, never beside one. Closed.</summary>
internal abstract record LoopCommand
{
    /// <summary>A plan, as a person would get it.</summary>
    public sealed record MakePlan(TaskCompletionSource<PlanAnswer> Answer) : LoopCommand;

    /// <summary>Carrying out a plan that was shown.</summary>
    public sealed record StartRun(RunRequest Request, TaskCompletionSource<RunAnswer> Answer) : LoopCommand;

    /// <summary>A look now: the policy or a halt has changed.</summary>
    public sealed record Look : LoopCommand;

    /// <summary>Answers whoever waits that it will not be done.</summary>
    public void Abandon(Reason why)
    {
        switch (this)
        {
            case MakePlan plan:
                plan.Answer.TrySetResult(new PlanAnswer.Refused([why]));
                break;
            case StartRun run:
                run.Answer.TrySetResult(new RunAnswer.Refused(why));
                break;
            case Look:
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
