using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;

namespace Ballast.Engine;

/// <summary>A request to carry out a plan.</summary>
public sealed record RunRequest
{
    /// <summary>Whose.</summary>
    public required PortfolioId Portfolio { get; init; }

    /// <summary>The plan as it was shown.</summary>
    public required string PlanHash { get; init; }

    /// <summary>The asker's own key: the same key never starts a second run.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>Who asks.</summary>
    public required string Actor { get; init; }
}

/// <summary>The answer to a <see cref="RunRequest"/>. Closed.</summary>
public abstract record RunAnswer
{
    /// <summary>The run is in the journal and has begun.</summary>
    public sealed record Started(RunId Run) : RunAnswer;

    /// <summary>This key has started a run before; it is this one.</summary>
    public sealed record AlreadyStarted(RunId Run) : RunAnswer;

    /// <summary>It was not started: no such plan, expired, used, halted, key used for another plan.</summary>
    public sealed record Refused(Reason Why) : RunAnswer;
}
