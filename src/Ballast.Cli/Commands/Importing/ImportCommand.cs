using System.CommandLine;
using System.Diagnostics;
using Ballast.Cli.Client;
using Ballast.Cli.Commands.Pulling;
using Ballast.Cli.Commands.Running;
using Ballast.Cli.Frame;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Spectre.Console;

namespace Ballast.Cli.Commands.Importing;

/// <summary><c>import trades</c>: what an account traded before, from its venue or from a file.</summary>
internal sealed class ImportCommand
{
    private readonly ServerOptions server = new();

    private readonly Argument<string> account = new("account")
    {
        Description = "The account, as accounts.jsonc and policies name it.",
    };

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
        Command trades = new("trades", "Take past trades into the journal, each once, so that holdings have a cost.")
        {
            import.account, import.file, import.accounts, import.market, import.everything, import.again,
        };
        import.server.AddTo(trades);
        return new Command("import", "Take in what happened before.")
        {
            trades.Runs(surroundings, import.RunAsync), RetractCommand.Create(surroundings),
        };
    }

    private async Task<ExitCode> RunAsync(ParseResult arguments, CommandOutput output, CancellationToken cancellation)
    {
        string name = arguments.GetRequiredValue(account);
        string[] named = arguments.GetValue(market) ?? [];
        if (!AccountId.IsValid(name))
        {
            return output.Fail(ExitCode.BadInput, $"'{name}' is not an account's name", "see 'ballast status'");
        }

        if (named.FirstOrDefault(symbol => PullTerms.MarketOf(symbol) is null) is { } odd)
        {
            return output.Fail(ExitCode.BadInput, $"'{odd}' is no market", "write it as BTC/USDC");
        }

        ImportTerms terms = new()
        {
            Account = new AccountId(name),
            Directory = server.DirectoryOf(arguments),
            File = arguments.GetValue(file),
            Accounts = arguments.GetValue(accounts),
            Markets = [.. named.Select(symbol => PullTerms.MarketOf(symbol)!.Value)],
            Breadth = arguments.GetValue(everything) ? ImportBreadth.EveryMarket : ImportBreadth.WhatIsHeld,
            Beginning = arguments.GetValue(again) ? ImportBeginning.FirstTrade : ImportBeginning.LastRead,
        };
        using ServerClient? client = await server.FindAsync(arguments, cancellation).ConfigureAwait(false);
        return client is null
            ? await OfflineAsync(terms, output, cancellation).ConfigureAwait(false)
            : await OnlineAsync(client, terms, output, cancellation).ConfigureAwait(false);
    }

    private static async Task<ExitCode> OnlineAsync(
        ServerClient client, ImportTerms terms, CommandOutput output, CancellationToken cancellation) =>
        await TradeSinks.OfAsync(client, terms.Account, cancellation).ConfigureAwait(false) switch
        {
            SinkOpening.Refused refused => output.Fail(ExitCode.Refused, refused.Cause, refused.WayOut),
            SinkOpening.Opened { Sink: var sink } =>
                Report(await TradeImport.RunAsync(terms, sink, output, cancellation).ConfigureAwait(false), output),
            _ => throw new UnreachableException(),
        };

    private static async Task<ExitCode> OfflineAsync(
        ImportTerms terms, CommandOutput output, CancellationToken cancellation)
    {
        ImportEnd? end = null;
        ExitCode written = await OfflineChange.WriteAsync(
            terms.Directory,
            async engine =>
            {
                end = await TradeImport.RunAsync(
                    terms, TradeSinks.Of(engine, terms.Account, cancellation), output, cancellation)
                    .ConfigureAwait(false);
                return new ChangeOutcome.Done();
            },
            output,
            cancellation).ConfigureAwait(false);
        return written == ExitCode.Done ? Report(end!, output) : written;
    }

    private static ExitCode Report(ImportEnd end, CommandOutput output)
    {
        if (end is not ImportEnd.Whole { Markets: var markets, WhyNoRate: var why })
        {
            var stopped = (ImportEnd.Stopped)end;
            return output.Fail(stopped.Code, stopped.Cause, stopped.WayOut);
        }

        int added = markets.Sum(one => one.Added);
        int known = markets.Sum(one => one.Known);
        int withoutRate = markets.Sum(one => one.WithoutRate);
        output.Result(
            new { outcome = "imported", added, known, withoutRate, whyNoRate = why, items = markets },
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
            });
        return ExitCode.Done;
    }
}
