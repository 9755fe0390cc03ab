using Ballast.Cli.Live;
using Ballast.Core.Policies;
using Ballast.Core.Targets.Moving;

namespace Ballast.Cli.Commands.Planning;

/// <summary>What must not be missed about the target that a plan aims at.</summary>
internal static class PlanNotes
{
    /// <summary>The notes; none where the target stays as written, or where there is none and the refusal says
    /// why.</summary>
    public static IEnumerable<string> Of(PlanFilesReading.Ready files, OfflineAnswer answer)
    {
        if (answer.Target is not { IsKnown: true } target)
        {
            yield break;
        }

        foreach (TargetAttempt refused in target.Attempts.Where(attempt => attempt.Refusal is not null))
        {
            yield return $"{refused.Method} gave no target: {refused.Refusal!.Sentence}";
        }

        if (Lacking(files) is { } lacking)
        {
            yield return lacking;
        }

        if (files.Policy.Moving?.External is { } external)
        {
            yield return "the document is taken whole here, as a portfolio's first one is; after that the target "
                + $"moves by {Figures.Percent(external.MaxDailyMove.Value)} a day at most";
        }
    }

    /// <summary>What one can do about a refusal.</summary>
    public static string WayOut(PlanFilesReading.Ready files, OfflineAnswer.Refused refused) =>
        refused.Target is { IsKnown: false } && Lacking(files) is { } lacking
            ? lacking
            : "mend the cause and plan again";

    private static string? Lacking(PlanFilesReading.Ready files) =>
        files.Prices.Past is null && files.Policy.Moving is { Window: { Days: > 0 } window }
            ? "give a price history with a first column 'date': the target is worked out from daily closes of "
                + $"{PolicyDuration.Text(window)}, and the prices are of one moment"
            : null;
}
