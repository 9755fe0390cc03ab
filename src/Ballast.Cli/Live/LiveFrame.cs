using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Cli.Live;

/// <summary>Everything one picture of the live view shows. Lists are newest first and already short.</summary>
public sealed record LiveFrame
{
    /// <summary>The portfolio's name.</summary>
    public required string Portfolio { get; init; }

    /// <summary>Where prices come from and how fast time runs, in words.</summary>
    public required string Market { get; init; }

    /// <summary>Where the API is.</summary>
    public required Uri Address { get; init; }

    /// <summary>Where the paper exchange answers Binance clients; <see langword="null"/> where it does not.</summary>
    public Uri? Exchange { get; init; }

    /// <summary>Journaled time.</summary>
    public required Instant Now { get; init; }

    /// <summary>The currency of all values.</summary>
    public required Asset Quote { get; init; }

    /// <summary>V, or <see langword="null"/> before the first complete reading.</summary>
    public required Money? Value { get; init; }

    /// <summary>Return since the start, flow-neutral, as a fraction; <see langword="null"/> before the first
    /// reading.</summary>
    public required decimal? Return { get; init; }

    /// <summary>The live return less that of holding, as a fraction of one, at the last check;
    /// <see langword="null"/> before the portfolio is bought.</summary>
    public required decimal? AheadOfHolding { get; init; }

    /// <summary>What the loop is doing, in a few words: <c>watching</c>, <c>trading</c>, <c>halted: asked by a
    /// person</c>.</summary>
    public required LiveState State { get; init; }

    /// <summary>One line per managed asset.</summary>
    public required IReadOnlyList<LiveWeight> Weights { get; init; }

    /// <summary>What gave a target that moves, and when; <see langword="null"/> where it stays.</summary>
    public string? Target { get; init; }

    /// <summary>The last decisions that were more than "nothing to do", and the very last one; newest first.</summary>
    public required IReadOnlyList<LiveDecision> Decisions { get; init; }

    /// <summary>Orders whose end is not known yet.</summary>
    public required IReadOnlyList<LiveOrder> OpenOrders { get; init; }

    /// <summary>The transfer between accounts that is open or waits, in words; <see langword="null"/> where there is
    /// none.</summary>
    public string? Transfer { get; init; }

    /// <summary>Fills.</summary>
    public required IReadOnlyList<LiveFill> Fills { get; init; }

    /// <summary>How many runs were completed.</summary>
    public required int Runs { get; init; }

    /// <summary>What a person should know, such as a policy file that was refused; the latest warning comes
    /// last.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}

/// <summary>Kinds of states.</summary>
public enum LiveStateKind
{
    /// <summary>Nothing to do.</summary>
    Calm = 0,

    /// <summary>Orders are on their way.</summary>
    Busy = 1,

    /// <summary>A person is needed.</summary>
    Stopped = 2,
}
