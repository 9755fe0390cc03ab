using System.Globalization;
using Ballast.Cli.Frame;
using Ballast.Core;
using Ballast.Core.Targets.Methods;
using Ballast.Numerics.Moments;

namespace Ballast.Cli.Commands.Optimizing;

/// <summary>What was asked and what came of it.</summary>
internal sealed record OptimizeResult
{
    public required AllocationProblem Problem { get; init; }

    public required AllocationAnswer Answer { get; init; }

    public required AllocationFrontier Frontier { get; init; }

    /// <summary>What the moments rest on.</summary>
    public required string Basis { get; init; }

    /// <summary>What was done to the covariance, where something was.</summary>
    public string? Repair => Problem.Moments?.Covariance.Repair is CovarianceRepair.Lifted lifted
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"the covariance gave some portfolio a negative variance (least eigenvalue {lifted.LeastBefore:G6}); "
                + $"{lifted.Count} eigenvalues were lifted, entries changed by up to {lifted.LargestChange:G6}")
        : null;

    private bool IsIndefinite => Problem.Moments is { Covariance.Repair: CovarianceRepair.NotLookedAt };

    /// <summary>What is said on standard error beside a result that is for programs, or must not be missed.</summary>
    public IEnumerable<string> Notes(OutputForm form)
    {
        if (Repair is { } repair)
        {
            yield return $"note: {repair}";
        }

        if (IsIndefinite)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"note: the covariance gives some portfolio a negative variance (least eigenvalue "
                    + $"{Problem.Moments!.LeastEigenvalue:G6}); it is used as given");
        }

        if (Problem.Moments is { IncompletePeriods: > 0 and var left })
        {
            yield return $"note: {left} periods were left out, as an asset had no price then";
        }

        if (Answer is AllocationAnswer.Solved { Method: AllocationMethod.BlackLitterman }
            && Problem.Moments is { ExpectedReturns.IsEmpty: false, Covariance.Observations: 0 })
        {
            yield return "note: black-litterman makes its own expected returns from --market and --view; --mean counts "
                + "for fixed assets and other methods alone";
        }

        foreach (MethodAttempt attempt in Answer.Attempts.Where(attempt => !attempt.Remarks.IsEmpty))
        {
            yield return $"note: {attempt.Method}: {Told(attempt.Remarks)}";
        }

        if (Problem.Moments?.Rhythm.Remark() is { } hole)
        {
            yield return $"note: {hole.Sentence}";
        }

        if (form == OutputForm.Json && Problem.Moments?.Covariance.Observations > 0)
        {
            yield return $"note: {Basis}";
        }
    }

    /// <summary>Remarks in one sentence.</summary>
    public static string Told(IEnumerable<Reason> remarks) => string.Join("; ", remarks.Select(why => why.Sentence));

    /// <summary>Whether the question cannot be met by anybody, and not only by a method.</summary>
    public static bool IsBadInput(Reason why) => why.Code is "bounds-infeasible" or "bounds-cross" or "asset-twice"
        or "fixed-not-a-weight" or "fixed-take-all" or "all-fixed" or "group-of-strangers" or "bound-of-a-stranger"
        or "value-of-a-stranger" or "budget-of-a-stranger" or "view-of-a-stranger" or "edge-of-a-stranger"
        or "limits-contradict" or "needs-expected-returns"
        or "not-a-covariance" or "no-turning-points" or "out-of-range" or "not-finite" or "nothing-asked";

    /// <summary>What one can do about a reason.</summary>
    public static string WayOut(Reason why) => why.Code switch
    {
        "bounds-infeasible" or "bounds-cross" or "bound-of-a-stranger" => "change --min, --max or --fixed",
        "value-of-a-stranger" => "name assets that are held with --market",
        "budget-of-a-stranger" => "name assets that are held with --budget",
        "limits-contradict" or "group-of-strangers" => "change --group, --min or --max",
        "needs-expected-returns" => "give --mean",
        "nothing-above-risk-free" => "choose a method without expected returns, such as risk-parity, as --fallback",
        "not-a-covariance" => "mend the covariance",
        "no-variance" => "leave it out with --assets, or hold it with --fixed",
        "too-few-draws" => "choose a method without expected returns, such as risk-parity, or leave --resample out",
        "target-out-of-reach" => "aim at something in between",
        _ => "change the question, or give another method as --fallback",
    };
}
