using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Ballast.Cli.Frame;
using Ballast.Cli.Inputs;
using Ballast.Cli.Live;
using Ballast.Cli.Reports;
using Ballast.Cli.Tables;
using Ballast.Core;
using Ballast.Core.Reports;
using Ballast.Core.Simulation;
using Ballast.PaperExchange.Markets.Csv;

namespace Ballast.Cli.Commands;

/// <summary><c>backtest</c>: a policy over price files, beside hold, daily, monthly and a plain 5-point band.</summary>
internal static class BacktestCommand
{
    private static readonly Option<string> PolicyOption = new("--policy")
    {
        Description = "The policy file, or - for standard input; without it the shipped default.",
    };

    private static readonly Option<string[]> PricesOption = new("--prices")
    {
        Description = "A price file (CSV, plain or gzip: wide, long, or one asset named by the file) or a folder "
            + "of them; may be given several times.",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string> FromOption = new("--from")
    {
        Description = "The first day (2021-01-31) or instant (2021-01-31T06:00:00Z) that is traded, UTC.",
    };

    private static readonly Option<string> ToOption = new("--to")
    {
        Description = "The last day or instant, inclusive, UTC.",
    };

    private static readonly Option<string> CapitalOption = new("--capital")
    {
        Description = "Quote currency at the start, bought to target at the first bar. Default 100000.",
    };

    private static readonly Option<string> FillOption = new("--fill")
    {
        Description = "At which price a decision on a close trades: next-bar (its open, or close where there is no "
            + "open; the default) or same-close (as most published backtests assume).",
    };

    private static readonly Option<string> FlowsOption = new("--flows")
    {
        Description = "A CSV file of date,amount: what you put in, or take out below zero, on the way.",
    };

    private static readonly Option<string> DepositOption = new("--deposit")
    {
        Description = "Quote currency that comes in again and again, see --flow-at.",
    };

    private static readonly Option<string> WithdrawOption = new("--withdraw")
    {
        Description = "Quote currency that goes out again and again, see --flow-at.",
    };

    private static readonly Option<string> FlowAtOption = new("--flow-at")
    {
        Description = "When --deposit and --withdraw happen, as five cron fields in UTC. Default '0 0 1 * *', monthly.",
    };

    private static readonly Option<string[]> AgainstOption = new("--against")
    {
        Description = "Another policy file, simulated over the same bars and shown beside; may be given several times.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string> ReportOption = new("--report")
    {
        Description = "Write a report to this HTML file: one file that opens without a network.",
    };

    private static readonly Option<string> SeriesOption = new("--series")
    {
        Description = "Write value, drift and weights of every bar to this CSV file.",
    };

    private static readonly Option<int> StartsOption = new("--starts")
    {
        Description = "Begin the policy on so many successive days and show how far the results lie apart (2 to 366).",
    };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings) =>
        new Command("backtest", "Walk a policy over price files and measure it beside plain alternatives.")
        {
            PolicyOption, PricesOption, FromOption, ToOption, CapitalOption, FillOption,
            FlowsOption, DepositOption, WithdrawOption, FlowAtOption, AgainstOption, ReportOption,
            SeriesOption, StartsOption,
        }.Runs(
            surroundings,
            (arguments, output, cancellation) => Task.FromResult(Run(arguments, output, cancellation)));

    private static ExitCode Run(ParseResult arguments, CommandOutput output, CancellationToken cancellation)
    {
        string? policyPath = arguments.GetValue(PolicyOption);
        BacktestTerms terms;
        try
        {
            terms = BacktestTerms.Parse(
                (arguments.GetValue(FromOption), arguments.GetValue(ToOption)),
                arguments.GetValue(CapitalOption),
                arguments.GetValue(FillOption),
                (arguments.GetValue(DepositOption), arguments.GetValue(WithdrawOption),
                    arguments.GetValue(FlowAtOption))) with
            { Starts = StartsOf(arguments) };
        }
        catch (FormatException malformed)
        {
            return output.Fail(ExitCode.BadInput, malformed.Message, "see 'ballast backtest --help'");
        }

        FlowsReading flows = arguments.GetValue(FlowsOption) is { } file
            ? FlowsFile.Read(file, output.Surroundings)
            : new FlowsReading.Read([]);
        if (flows is FlowsReading.Unusable useless)
        {
            return output.Fail(ExitCode.BadInput, useless.Cause, useless.WayOut);
        }

        BacktestFiles files = new()
        {
            Prices = arguments.GetValue(PricesOption) ?? [],
            Against = arguments.GetValue(AgainstOption) ?? [],
            Report = arguments.GetValue(ReportOption),
            Series = arguments.GetValue(SeriesOption),
        };
        terms = terms with { Flows = ((FlowsReading.Read)flows).Flows };
        return PolicyFile.Read(policyPath, output.Surroundings) switch
        {
            PolicyFileReading.Unusable unusable => output.Fail(ExitCode.BadInput, unusable.Cause, unusable.WayOut),
            PolicyFileReading.Valid policy => WithPolicy(policy, files, terms, output, cancellation),
            _ => throw new UnreachableException(),
        };
    }

    private static ExitCode WithPolicy(
        PolicyFileReading.Valid policy,
        BacktestFiles files,
        BacktestTerms terms,
        CommandOutput output,
        CancellationToken cancellation)
    {
        if (files.Report is not null && ReportParts.Load() is null)
        {
            return output.Fail(
                ExitCode.Refused,
                "this program was built without the charts that a report needs, because npm was not there",
                "install Node.js 20 or later, build again, and repeat the command");
        }

        ImmutableArray<NamedPolicy> others = [];
        switch (OtherPolicies.Read(files.Against, policy.Policy.Portfolio.Value, output.Surroundings))
        {
            case OtherPoliciesReading.Unusable unusable:
                return output.Fail(ExitCode.BadInput, unusable.Cause, unusable.WayOut);
            case OtherPoliciesReading.Read read:
                others = read.Policies;
                break;
        }

        switch (CandleCsv.ReadFiles(files.Prices))
        {
            case CandleCsvReading.Refused refused:
                return output.Fail(ExitCode.BadInput, refused.Message, "mend the file or name another with --prices");
            case CandleCsvReading.Read read:
                BacktestRequest tested = new()
                {
                    Policy = policy.Policy,
                    Prices = read.Table,
                    Capital = terms.Capital,
                    Fill = terms.Fill,
                    From = terms.From,
                    To = terms.To,
                    Flows = terms.FlowsIn(read.Table),
                    Detail = files.Detail,
                };
                return Compare(
                    new ComparisonRequest { Tested = tested, Others = others },
                    (policy.Hash, files, terms.Starts),
                    output,
                    cancellation);
            default:
                throw new UnreachableException();
        }
    }

    private static ExitCode Compare(
        ComparisonRequest request,
        (string PolicyHash, BacktestFiles Files, int Starts) given,
        CommandOutput output,
        CancellationToken cancellation)
    {
        switch (BacktestProgress.Watch(
            output, progress => BacktestComparison.Run(request, progress), cancellation))
        {
            case ComparisonOutcome.Refused refused:
                return output.Fail(ExitCode.BadInput, refused.Why.Sentence, WayOut(refused.Why));
            case ComparisonOutcome.Compared compared:
                ReportInput found = new()
                {
                    Request = request,
                    PolicyHash = given.PolicyHash,
                    Prices = PriceFingerprint.Of(CandleCsv.FilesOf(given.Files.Prices)),
                    Results = compared.Results,
                    Luck = LuckFindings.Of(request, compared.Results, given.Starts),
                };
                if (StartsFault(found, given.Starts) is { } unheard)
                {
                    return output.Fail(ExitCode.BadInput, unheard, "give fewer --starts, or a longer range");
                }

                if (given.Files.Write(found) is { } unwritten)
                {
                    return output.Fail(ExitCode.BadInput, unwritten, "name a file in a folder that can be written");
                }

                output.Result(BacktestDocument.Of(found), console =>
                {
                    BacktestTables.Show(console, request.Tested, compared.Results);
                    LuckTables.Show(console, found.Luck);
                });
                return ExitCode.Done;
            default:
                throw new UnreachableException();
        }
    }

    private static int StartsOf(ParseResult arguments) => arguments.GetValue(StartsOption) switch
    {
        0 when arguments.GetResult(StartsOption) is null => 0,
        >= 2 and <= 366 and var starts => starts,
        var starts => throw new FormatException($"--starts is {starts}, it must be from 2 to 366"),
    };

    // Who asks for other starts gets them or hears why not.
    private static string? StartsFault(ReportInput found, int starts)
    {
        if (starts == 0 || found.Luck.Starts is not null)
        {
            return null;
        }

        BacktestRun run = found.Tested.Run;
        return (run.Instants[^1] - run.Instants[0]).TotalDays <= starts
            ? $"--starts is {starts}, and the {run.Instants.Length} bars from {Figures.Time(run.Instants[0])} to "
                + $"{Figures.Time(run.Instants[^1])} leave no day that so many starts share"
            : $"--starts is {starts}, and on one of these days the policy cannot be begun, or it has nothing left";
    }

    private static string WayOut(Reason why) => why.Code switch
    {
        "asset-not-in-prices" => "add its prices with another --prices, or take it out of the policy's target",
        "range-empty" or "range-backwards" or "never-complete" => "choose --from and --to where every asset has prices",
        "withdrawal-unfunded" => "take out less, or start with more --capital",
        "quote-differs" => "name policies of one quote currency",
        "capital-not-positive" => "give --capital above zero",
        "no-high-low" => "use prices with high and low columns, or leave trigger.atrSchedule out",
        _ => "change the policy, or look at it with 'ballast policy check'",
    };
}
