namespace Ballast.Core.Targets.Moving;

/// <summary>Moving targets in sentences.</summary>
public static class TargetWords
{
    /// <summary>What gave the target and when: <c>risk-parity, estimated 2024-02-01T00:00:00Z</c>.</summary>
    /// <param name="state">A target that is known.</param>
    public static string Told(TargetState state)
    {
        string regime = state.Regime.Length > 0 ? $"{state.Regime} regime, " : "";
        string when = state.EstimatedAt is { } at ? $", estimated {Phrase.Time(at)}" : "";
        string held = state.Held is { } why ? $", held because {why.Sentence}" : "";
        return $"{regime}{state.Method}{when}{held}";
    }

    /// <summary>What gave the target and what was tried in vain, or why there is none.</summary>
    /// <param name="state">Where a target stands.</param>
    public static string Sentence(TargetState state)
    {
        if (!state.IsKnown)
        {
            return NoTarget(state).Sentence;
        }

        string remarks = string.Concat(state.Remarks.Select(remark => $"; {remark.Sentence}"));
        string refused = string.Concat(
            state.Attempts.Where(attempt => attempt.Refusal is not null && state.Held is null)
                .Select(attempt => $"; {attempt.Method} refused: {attempt.Refusal!.Sentence}"));
        return Told(state) + remarks + refused;
    }

    /// <summary>A reason to trade that names the estimate it is measured against.</summary>
    internal static Reason Named(Reason why, TargetState? aim) => aim is not { IsKnown: true } ? why
        : Reason.Deferred(why.Code, () => $"{why.Sentence}; the target is {Told(aim)}");

    /// <summary>Why there is nothing to aim at.</summary>
    internal static Reason NoTarget(TargetState aim) => new(
        "no-target",
        aim.Held is { } why
            ? $"there is no target: {why.Sentence}"
            : "the target has not been worked out yet");
}
