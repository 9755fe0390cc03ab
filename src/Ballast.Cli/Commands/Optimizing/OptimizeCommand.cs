using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Ballast.Cli.Frame;
using Ballast.Cli.Tables;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Targets.Methods;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Moments;
using Ballast.PaperExchange.Markets.Csv;
using NodaTime;

namespace Ballast.Cli.Commands.Optimizing;

/// <summary><c>ballast optimize</c>: weights by a method, who carries the risk, and the frontier beside.</summary>
internal static class OptimizeCommand
{
    private const string SeeHelp = "see 'ballast optimize --help'";

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Command command = new("optimize", "Find weights from prices or a covariance, and draw the frontier.");
        foreach (Option option in OptimizeOptions.All)
        {
            command.Add(option);
        }

        return command.Runs(surroundings, Run);
    }

    private static ExitCode Run(ParseResult arguments, CommandOutput output)
    {
        OptimizeTerms terms;
        try
        {
            terms = OptimizeTerms.Parse(arguments);
        }
        catch (FormatException malformed)
        {
            return output.Fail(ExitCode.BadInput, malformed.Message, SeeHelp);
        }

        string[] prices = arguments.GetValue(OptimizeOptions.Prices) ?? [];
        string? covariance = arguments.GetValue(OptimizeOptions.Covariance);
        string? mean = arguments.GetValue(OptimizeOptions.Mean);
        if (covariance is null == (prices.Length == 0) || (mean is not null && covariance is null))
        {
            return output.Fail(
                ExitCode.BadInput, "give either --prices or --covariance, and --mean only with the latter", SeeHelp);
        }

        return covariance is not null
            ? FromMatrix(covariance, mean, terms, output)
            : CandleCsv.ReadFiles(prices) switch
            {
                CandleCsvReading.Refused refused => output.Fail(
                    ExitCode.BadInput, refused.Message, "mend the file or name another with --prices"),
                CandleCsvReading.Read read =>
                    FromPrices(read.Table, terms with { Files = string.Join(", ", prices) }, output),
                _ => throw new UnreachableException(),
            };
    }

    private static ExitCode FromMatrix(string path, string? meanPath, OptimizeTerms terms, CommandOutput output)
    {
        MatrixReading reading = MatrixFile.ReadCovariance(path, output.Surroundings);
        if (reading is not MatrixReading.Covariance { Names: var names, Matrix: var matrix })
        {
            var unusable = (MatrixReading.Unusable)reading;
            return output.Fail(ExitCode.BadInput, unusable.Cause, unusable.WayOut);
        }

        MatrixReading means = meanPath is null
            ? new MatrixReading.Means([])
            : MatrixFile.ReadMeans(meanPath, names, output.Surroundings);
        return means is MatrixReading.Means { Values: var values }
            ? Estimated(AssetMoments.Given(names, matrix, values), terms, "as given", output)
            : output.Fail(
                ExitCode.BadInput,
                ((MatrixReading.Unusable)means).Cause,
                ((MatrixReading.Unusable)means).WayOut);
    }

    private static ExitCode FromPrices(CandleTable table, OptimizeTerms terms, CommandOutput output)
    {
        int last = table.Instants.Length - 1;
        while (last >= 0 && table.Instants[last] > terms.To)
        {
            last--;
        }

        int first = 0;
        while (first < last && table.Instants[first] < (terms.From ?? Instant.MinValue))
        {
            first++;
        }

        if (last < 0 || table.Instants[last] < (terms.From ?? Instant.MinValue))
        {
            return output.Fail(ExitCode.BadInput, "there is no price between --from and --to", "choose other days");
        }

        Duration since = table.Instants[last] - table.Instants[first];
        Duration window = terms.Lookback ?? (terms.From is null ? AllocationDefaults.Lookback : since);
        if (window > since)
        {
            return output.Fail(
                ExitCode.BadInput,
                $"a window of {PolicyDuration.Text(window)} is longer than the prices, "
                    + $"which span {PolicyDuration.Text(since)}",
                "give a shorter --lookback or more prices");
        }

        // A fixed asset that no file prices is cash; everything else must have its prices.
        PastPrices past = table.PastAt(last);
        ImmutableArray<Asset> looked = terms.Looked(table.Assets);
        EstimationTerms estimation = terms.Estimation with { Lookback = window };
        MomentsOutcome outcome = MomentEstimation.Estimate(past, looked, estimation);
        string basis = $"returns of {PolicyDuration.Text(table.BarLength)} over {PolicyDuration.Text(window)} to "
            + $"{table.Instants[last]:uuuu-MM-dd}, {MomentEstimation.PeriodsPerYear(table.BarLength):0.##} to a year";
        return terms.Draws is { } draws && outcome is MomentsOutcome.Estimated
            ? MomentResampling.Draw(past, looked, estimation, draws) switch
            {
                DrawnMoments.Refused refused => output.Fail(
                    ExitCode.BadInput, refused.Why.Sentence, "leave --resample out, or choose another estimator"),
                DrawnMoments.Drawn drawn => Estimated(outcome, terms with { Drawn = drawn }, basis, output),
                _ => throw new UnreachableException(),
            }
            : Estimated(outcome, terms, basis, output);
    }

    private static ExitCode Estimated(
        MomentsOutcome outcome, OptimizeTerms terms, string basis, CommandOutput output)
    {
        switch (outcome)
        {
            case MomentsOutcome.Refused refused:
                return output.Fail(
                    ExitCode.BadInput,
                    terms.Files.Length > 0 ? $"{terms.Files}: {refused.Why.Sentence}" : refused.Why.Sentence,
                    "mend the input, or choose others with --assets");
            case MomentsOutcome.Estimated { Moments: var moments }:
                AssetMoments chosen = terms.IsGiven && !terms.Only.IsEmpty
                    ? Chosen(moments, terms.Looked(moments.Assets))
                    : moments;
                return chosen.Assets.Length == 0
                    ? output.Fail(ExitCode.BadInput, "--assets names one that is not in the covariance", SeeHelp)
                    : Solve(terms.ProblemOf(chosen), terms, basis, output);
            default:
                throw new UnreachableException();
        }
    }

    private static ExitCode Solve(AllocationProblem problem, OptimizeTerms terms, string basis, CommandOutput output)
    {
        AllocationAnswer single = AllocationSolver.Solve(problem);
        AllocationAnswer answer = terms.Drawn is { } drawn
            ? AllocationResampling.Average(problem, single, drawn)
            : single;
        AllocationFrontier frontier = AllocationFrontier.Trace(
            answer is AllocationAnswer.Solved solved ? problem with { Methods = [solved.Method] } : problem,
            terms.Detail);
        OptimizeResult result = new() { Problem = problem, Answer = answer, Frontier = frontier, Basis = basis };
        Reason[] refusals = answer is AllocationAnswer.Refused no ? [no.Why]
            : terms.WantsFrontier && frontier is AllocationFrontier.Refused none ? [none.Why] : [];
        if (refusals is [Reason why])
        {
            ExitCode code = OptimizeResult.IsBadInput(why) ? ExitCode.BadInput : ExitCode.Refused;
            if (code == ExitCode.Refused && output.Form == OutputForm.Json)
            {
                output.Result(OptimizeDocument.Of(result), _ => { });
            }

            return output.Fail(code, why.Sentence, OptimizeResult.WayOut(why));
        }

        foreach (string note in result.Notes(output.Form))
        {
            output.Note(note);
        }

        output.Result(OptimizeDocument.Of(result), console => OptimizeTables.Show(console, result));
        return ExitCode.Done;
    }

    private static AssetMoments Chosen(AssetMoments moments, ImmutableArray<Asset> only)
    {
        int[] places = [.. only.Select(asset => moments.Assets.IndexOf(asset))];
        if (places.Contains(-1))
        {
            return moments with { Assets = [] };
        }

        Matrix part = new(places.Length, places.Length);
        for (int i = 0; i < places.Length; i++)
        {
            for (int j = 0; j < places.Length; j++)
            {
                part[i, j] = moments.Covariance.Matrix[places[i], places[j]];
            }
        }

        CovarianceEstimate covariance = moments.Covariance with { Matrix = part };
        return moments with
        {
            Assets = only,
            Covariance = covariance,
            ExpectedReturns = moments.ExpectedReturns.IsEmpty
                ? []
                : [.. places.Select(place => moments.ExpectedReturns[place])],
        };
    }
}
