using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ballast.Core.Amounts;
using Ballast.Core.Reports;
using Ballast.Core.Simulation;
using NodaTime.Text;

namespace Ballast.Cli.Reports;

/// <summary>
/// The series of a comparison as CSV, one line per bar: each row's value; the largest drift of the policy under test
/// and of the others; the weights of the policy under test, and the targets they are measured against. Weights and
/// drifts are those at the close before anything is traded there.
/// </summary>
internal static class SeriesCsv
{
    /// <summary>The file.</summary>
    public static string Of(ImmutableArray<BacktestResult> results)
    {
        StringBuilder text = new("time");
        BacktestResult[] watched = [.. results.Where(result => result.Run.Weights is not null)];
        WeightTrack own = results[0].Run.Weights
            ?? throw new ArgumentException("no weights were kept", nameof(results));
        text.AppendJoin("", results.Select(result => $",value:{result.Name}"));
        text.AppendJoin("", watched.Select(result => $",drift:{result.Name}"));
        text.AppendJoin("", own.Assets.Select(asset => $",weight:{asset}"));
        text.AppendJoin("", own.Assets.Select(asset => $",target:{asset}")).Append('\n');
        BacktestRun first = results[0].Run;
        for (int bar = 0; bar < first.Instants.Length; bar++)
        {
            text.Append(InstantPattern.ExtendedIso.Format(first.Instants[bar]));
            foreach (BacktestResult result in results)
            {
                text.Append(',').Append(CanonicalDecimal.Format(result.Run.Values[bar].Value));
            }

            foreach (BacktestResult result in watched)
            {
                text.Append(CultureInfo.InvariantCulture, $",{result.Run.Weights!.LargestDriftAt(bar)}");
            }

            for (int asset = 0; asset < own.Assets.Length; asset++)
            {
                text.Append(CultureInfo.InvariantCulture, $",{own.At(bar, asset)}");
            }

            foreach (double target in own.StepAt(bar).Targets)
            {
                text.Append(CultureInfo.InvariantCulture, $",{target}");
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
