using System.CommandLine;
using System.Diagnostics;
using Ballast.Cli.Frame;
using Ballast.Cli.Tables;
using Ballast.Core;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Sweeps;
using Ballast.PaperExchange.Markets.Csv;

namespace Ballast.Cli.Commands.Sweeping;

/// <summary><c>sweep</c>: every combination of settings over price files, and what the best one is worth.</summary>
internal static class SweepCommand
{
    private const string SeeHelp = "see 'ballast sweep --help'";

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Command command = new("sweep", "Try every combination of settings on past prices and certify the best.");
        foreach (Option option in SweepOptions.All)
        {
            command.Options.Add(option);
        }

        // On a thread of its own: Ctrl-C is listened to only once the command has given the first one back.
        return command.Runs(surroundings, (arguments, output, cancellation) =>
            Task.Run(() => Run(arguments, output, cancellation), CancellationToken.None));
    }

    private static ExitCode Run(ParseResult arguments, CommandOutput output, CancellationToken cancellation)
    {
        string? weights = arguments.GetValue(SweepOptions.Weights);
        string? path = arguments.GetValue(SweepOptions.Policy);
        if (weights is not null && path is not null)
        {
            return output.Fail(ExitCode.BadInput, "--policy and --weights both name targets", "give one of them");
        }

        switch (PolicyFile.Read(path, output.Surroundings))
        {
            case PolicyFileReading.Unusable unusable:
                return output.Fail(ExitCode.BadInput, unusable.Cause, unusable.WayOut);
            case PolicyFileReading.Valid policy:
                return CandleCsv.ReadFiles(arguments.GetValue(SweepOptions.Prices) ?? []) switch
                {
                    CandleCsvReading.Refused refused => output.Fail(
                        ExitCode.BadInput, refused.Message, "mend the file or name another with --prices"),
                    CandleCsvReading.Read read => WithPrices(
                        arguments, table => weights is null ? policy.Policy : WeightsText.Read(weights, table),
                        read.Table, output, cancellation),
                    _ => throw new UnreachableException(),
                };
            default:
                throw new UnreachableException();
        }
    }

    private static ExitCode WithPrices(
        ParseResult arguments,
        Func<CandleTable, Policy> policyFor,
        CandleTable prices,
        CommandOutput output,
        CancellationToken cancellation)
    {
        PolicySweepRequest request;
        try
        {
            request = SweepTerms.Parse(arguments, policyFor(prices), prices);
        }
        catch (FormatException malformed)
        {
            return output.Fail(ExitCode.BadInput, malformed.Message, SeeHelp);
        }

        string? file = arguments.GetValue(SweepOptions.Csv);
        using SweepCsv? csv = file is null ? null : SweepCsv.Open(file);
        if (csv is { Failure: { } failure })
        {
            return output.Fail(ExitCode.BadInput, $"--csv: {failure}", "name a file that can be written");
        }

        // A sweep notices a cancellation itself; its progress is told from many threads, where nothing may be thrown.
        PolicySweepOutcome outcome = BacktestProgress.Watch(
            output, progress => PolicySweep.Run(request, progress, cancellation), CancellationToken.None);
        return outcome switch
        {
            PolicySweepOutcome.Refused refused =>
                output.Fail(ExitCode.BadInput, refused.Why.Sentence, WayOut(refused.Why)),
            PolicySweepOutcome.Cancelled => throw new OperationCanceledException(cancellation),
            PolicySweepOutcome.Completed completed => Show(arguments, request, completed.Report, csv, output),
            _ => throw new UnreachableException(),
        };
    }

    private static ExitCode Show(
        ParseResult arguments,
        PolicySweepRequest request,
        PolicySweepReport report,
        SweepCsv? csv,
        CommandOutput output)
    {
        csv?.Write(report.Rows);
        output.Result(
            SweepDocument.Of(request, report),
            console =>
            {
                SweepTables.Show(console, request, report);
                if (arguments.GetValue(SweepOptions.HeatMap))
                {
                    HeatMap.Show(console, request.RankBy, report.Rows);
                }
            });
        return ExitCode.Done;
    }

    private static string WayOut(Reason why) => why.Code switch
    {
        "asset-not-in-prices" => "add its prices with another --prices, or take it out of the targets",
        "range-empty" or "range-backwards" or "never-complete" => "choose --from and --to where every asset has prices",
        "window-too-long" => "shorten --walk-forward, or give it none",
        "starts-beyond-prices" => "give fewer --start-offsets",
        "grid-too-large" => "make the grid coarser, or sweep one axis after the other",
        "capital-not-positive" => "give --capital above zero",
        _ => SeeHelp,
    };
}
