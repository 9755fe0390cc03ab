using System.CommandLine;
using Ballast.Cli.Commands.Pulling;
using Ballast.Cli.Frame;
using Spectre.Console;

namespace Ballast.Cli.Commands.Importing;

/// <summary><c>import trades</c>: what an account traded before, from its venue or from a file.</summary>
internal sealed class ImportCommand
{
    private readonly TradePlace place = new();

    private readonly Option<string?> file = new("--file")
    {
        Description = "A CSV file instead of the venue's own list: "
            + "time,market,side,quantity,price,trade_id and, if known, fee,fee_asset,quote_price.",
        HelpName = "file",
    };

    private readonly Option<string?> accounts = new("--accounts")
    {
        Description = "File of connected accounts. Default: accounts.jsonc in the data directory.",
        HelpName = "file",
    };

    private readonly Option<string[]> market = new("--market")
    {
        Description = "Also this market, such as ETH/BTC. Default: those of every asset that the account holds.",
        HelpName = "market",
    };

    private readonly Option<bool> everything = new("--all")
    {
        Description = "Every market of the venue; at the largest exchange that takes a quarter of an hour.",
    };

    private readonly Option<bool> again = new("--again")
    {
        Description = "Read the venue's lists from the first trade once more: what was not known then is added.",
    };

    private ImportCommand()
    {
    }

    /// <summary>The command with its parts.</summary>
    public static Command Create(Surroundings surroundings)
    {
        ImportCommand import = new();
        Command trades = import.place.CommandOf(
            "trades",
            "Take past trades into the journal, each once, so that holdings have a cost.",
            [],
            [import.file, import.accounts, import.market, import.everything, import.again]);
        return new Command("import", "Take in what happened before.")
        {
            trades.Runs(surroundings, import.RunAsync), RetractCommand.Create(surroundings),
        };
    }

    private async Task<ExitCode> RunAsync(ParseResult arguments, CommandOutput output, CancellationToken cancellation)
    {
        string[] named = arguments.GetValue(market) ?? [];
        if (place.AccountFault(arguments) is { } stranger)
        {
            return output.Fail(ExitCode.BadInput, stranger, "see 'ballast status'");
        }

        if (TradePlace.MarketFault(named) is { } odd)
        {
            return output.Fail(ExitCode.BadInput, odd, "write it as BTC/USDC");
        }

        ImportTerms terms = new()
        {
            Account = place.AccountOf(arguments),
            Directory = place.DirectoryOf(arguments),
            File = arguments.GetValue(file),
            Accounts = arguments.GetValue(accounts),
            Markets = [.. named.Select(symbol => PullTerms.MarketOf(symbol)!.Value)],
            Breadth = arguments.GetValue(everything) ? ImportBreadth.EveryMarket : ImportBreadth.WhatIsHeld,
            Beginning = arguments.GetValue(again) ? ImportBeginning.FirstTrade : ImportBeginning.LastRead,
        };
        return await place.VisitAsync(
            arguments,
            sink => TradeImport.RunAsync(terms, sink, output, cancellation),
            end => Report(end, output),
            output,
            cancellation).ConfigureAwait(false);
    }

    private static ExitCode Report(ImportEnd end, CommandOutput output)
    {
        if (end is not ImportEnd.Whole { Markets: var markets, WhyNoRate: var why } whole)
        {
            var stopped = (ImportEnd.Stopped)end;
            return output.Fail(stopped.Code, stopped.Cause, stopped.WayOut);
        }

        int added = markets.Sum(one => one.Added);
        int known = markets.Sum(one => one.Known);
        int withoutRate = markets.Sum(one => one.WithoutRate);
        output.Result(
            new
            {
                outcome = "imported",
                added,
                known,
                withoutRate,
                whyNoRate = why,
                sameName = whole.SameName,
                items = markets,
            },
            console =>
            {
                foreach (ImportedMarket one in markets.Where(one => one.Added + one.Known > 0))
                {
                    console.MarkupLineInterpolated($"{one.Id}: {one.Added} new, {one.Known} known");
                }

                console.WriteLine($"{added} trades imported, {known} were known; see 'ballast lots'");
                if (withoutRate > 0)
                {
                    console.WriteLine($"{withoutRate} trades without a rate: {string.Join("; ", why)}");
                }

                if (whole.SameName is { } warning)
                {
                    console.WriteLine(warning);
                }
            });
        return ExitCode.Done;
    }
}
