using System.Collections.Immutable;
using Ballast.Cli.Live;
using Ballast.Core.Simulation;
using Ballast.Core.Targets.Moving;

namespace Ballast.Cli.Tables;

/// <summary>Where a moving target stood over a run, in words: for the terminal and for the report.</summary>
internal static class TargetMoves
{
    /// <summary>What gave the target: the method, in its regime where there are two; <c>held</c> where nothing
    /// did.</summary>
    public static string Method(TargetState state)
    {
        string regime = state.Regime.Length > 0 ? $"{state.Regime}: " : "";
        return regime + (state.Held is null ? state.Method : "held");
    }

    /// <summary>The weights that hold, those of zero left out.</summary>
    public static string Weights(TargetState state) => string.Join(
        ", ",
        state.Weights.Where(pair => !pair.Value.IsZero)
            .Select(pair => $"{pair.Key} {Figures.Percent(pair.Value.Value)}"));

    /// <summary>Every method that was tried, and what else there is to say about it.</summary>
    public static string Tries(TargetState state) => string.Join(
        "; ",
        state.Attempts.Select(Try)
            .Concat(state.Remarks.Select(remark => remark.Sentence))
            .Concat(state.Held is { } why ? [$"the last target held: {why.Sentence}"] : []));

    /// <summary>Refusals gathered by method and code, each with how often it came and its first sentence.</summary>
    public static ImmutableArray<string> Refusals(ImmutableArray<SimulatedTarget> targets) =>
    [
        .. targets.SelectMany(moved => moved.State.Attempts)
            .Where(attempt => attempt.Refusal is not null)
            .GroupBy(attempt => (attempt.Method, attempt.Refusal!.Code))
            .Select(group => $"{group.Key.Method} refused {(group.Count() == 1 ? "once" : group.Count() + " times")}, "
                + $"the first: {group.First().Refusal!.Sentence}"),
    ];

    private static string Try(TargetAttempt attempt) => attempt switch
    {
        { Refusal: { } why } => $"{attempt.Method} refused: {why.Sentence}",
        { Solvers.IsEmpty: true } => attempt.Method,
        _ => $"{attempt.Method} ({string.Join(", ", attempt.Solvers)})",
    };
}
