using System.CommandLine;
using System.Globalization;
using Ballast.Adapters.Stores.Candles;
using Ballast.Cli.Commands.Serving;
using Ballast.Cli.Frame;
using Ballast.Cli.Inputs;
using Ballast.Core.Amounts;
using Ballast.Engine.Ports;
using NodaTime;
using Spectre.Console;

namespace Ballast.Cli.Commands.Pulling;

/// <summary><c>data pull</c>: fetches bars of any exchange into price files.</summary>
internal sealed class PullCommand
{
    private const string Install =
        "install Node.js 20 or later and run scripts/install-bridge.sh, or add --native for binance";

    private const string GoOn = "run it again to go on where it stopped";

    private readonly Argument<string> exchange = new("exchange")
    {
        Description = "The exchange's name in ccxt, such as okx.",
    };

    private readonly Argument<string[]> symbols = new("symbol")
    {
        Description = "Markets, such as BTC/USDT.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> timeframe = new("--timeframe")
    {
        Description = "How long a bar is.",
        DefaultValueFactory = _ => "1d",
        HelpName = "1d|1h|1m",
    };

    private readonly Option<string> from = new("--from")
    {
        Description = "Bars end after this date.",
        Required = true,
        HelpName = "date",
    };

    private readonly Option<string?> to = new("--to")
    {
        Description = "Bars end at or before this date. Default: now.",
        HelpName = "date",
    };

    private readonly Option<string?> @out = new("--out")
    {
        Description = "One file, ending in .csv.gz, for one market.",
        HelpName = "file",
    };

    private readonly Option<string?> address = new("--address")
    {
        Description = "An exchange on this machine that speaks as the real one does, such as the paper exchange.",
        HelpName = "url",
    };

    private readonly Option<bool> native = new("--native")
    {
        Description = "Without Node: by the client of this program (binance only).",
    };

    private readonly Option<string?> data = DataOption.Create();
    private readonly Surroundings surroundings;

    private PullCommand(Surroundings surroundings) => this.surroundings = surroundings;

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        PullCommand pull = new(surroundings);
        Command command = new("pull", "Fetch candles of an exchange into price files that backtests read.")
        {
            pull.exchange, pull.symbols, pull.timeframe, pull.from, pull.to, pull.data, pull.@out, pull.address,
            pull.native,
        };
        return command.Runs(surroundings, pull.RunAsync);
    }

    private async Task<ExitCode> RunAsync(
        System.CommandLine.ParseResult arguments, CommandOutput output, CancellationToken cancellation)
    {
        if (Objection(arguments) is { } objection)
        {
            return output.Fail(ExitCode.BadInput, objection, "see 'ballast data pull --help'");
        }

        PullTerms terms = TermsOf(arguments);
        BarWay way = arguments.GetValue(native) ? BarWay.Native : BarWay.Bridge;
        Reading<BarSource> opening = await BarSource.OpenAsync(
            terms.Exchange, PlaceOf(arguments.GetValue(address)), way, surroundings.Time, cancellation)
            .ConfigureAwait(false);
        if (opening is not Reading<BarSource>.Known { Value: var source })
        {
            VenueError error = ((Reading<BarSource>.Failed)opening).Error;
            return output.Fail(
                ExitCode.Refused,
                $"{terms.Exchange} cannot be opened ({error.Code}: {error.Message})",
                error.Code switch
                {
                    "NoRow" => "'ballast doctor --exchanges' lists the exchanges that ccxt knows",
                    "NotOffered" => "bars are fetched of spot markets; name an exchange that has them",
                    _ => Install,
                });
        }

        using (source)
        {
            return await PullAllAsync(terms, source, output, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<ExitCode> PullAllAsync(
        PullTerms terms, BarSource source, CommandOutput output, CancellationToken cancellation)
    {
        BarPull pull = new(source.Bars, surroundings.Time);
        List<PulledFile> done = [];
        Stop? stopped = await PullProgress.WatchAsync(output, async bar =>
        {
            Stop? stop = null;
            foreach ((Asset Base, Asset Quote) market in terms.Markets.TakeWhile(_ => stop is null))
            {
                IProgress<double> progress = bar($"{market.Base}/{market.Quote}");
                stop = await PullOneAsync(terms, market, pull, (progress, done), cancellation).ConfigureAwait(false);
            }

            return stop;
        }).ConfigureAwait(false);
        if (stopped is not null)
        {
            return output.Fail(ExitCode.Refused, stopped.Cause, stopped.WayOut);
        }

        Show(done, terms, output);
        return ExitCode.Done;
    }

    private static async Task<Stop?> PullOneAsync(
        PullTerms terms, (Asset Base, Asset Quote) market, BarPull pull,
        (IProgress<double> Bar, List<PulledFile> Done) tell, CancellationToken cancellation)
    {
        CandleFileOpening opening = CandleFile.Open(terms.FileOf(market.Base, market.Quote), market.Base);
        if (opening is not CandleFileOpening.Opened { File: var file })
        {
            return new Stop(((CandleFileOpening.Refused)opening).Cause, "name another with --out, or remove it");
        }

        using (file)
        {
            int before = file.Ends.Count;
            VenueError? error =
                await pull.RunAsync(terms, market, file, tell.Bar, cancellation).ConfigureAwait(false);
            if (error is not null)
            {
                return new Stop($"{market.Base}/{market.Quote}: {error.Code} {error.Message}", GoOn);
            }

            file.Finish();
            tell.Done.Add(Pulled(terms, market, file, before));
            return null;
        }
    }

    private static PulledFile Pulled(
        PullTerms terms, (Asset Base, Asset Quote) market, CandleFile file, int before) => new(
            $"{market.Base}/{market.Quote}",
            terms.FileOf(market.Base, market.Quote),
            file.Ends.Count,
            file.Ends.Count - before,
            file.Ends.Count > 0 ? file.Ends[0] : null)
        {
            Last = file.Ends.Count > 0 ? file.Ends[^1] : null,
            Gaps = PulledFile.GapsOf(file.Ends, terms.BarLength),
        };

    private static void Show(List<PulledFile> files, PullTerms terms, CommandOutput output)
    {
        foreach (PulledFile file in files.Where(file => file.First - terms.BarLength > terms.From))
        {
            output.Note($"{file.Id} begins at {file.First}: earlier bars are not there, or the file was begun later");
        }

        foreach (PulledFile file in files.Where(file => file.Bars == 0))
        {
            output.Note($"{file.Id}: no bar in that time; does {terms.Exchange} list it?");
        }

        output.Result(new { items = files }, console =>
        {
            Table table = new Table().Border(TableBorder.Rounded)
                .AddColumns("market", "bars", "new", "first", "last", "missing", "file");
            foreach (PulledFile file in files)
            {
                table.AddRow(
                    Markup.Escape(file.Id),
                    file.Bars.ToString(CultureInfo.InvariantCulture),
                    file.Added.ToString(CultureInfo.InvariantCulture),
                    $"{file.First}",
                    $"{file.Last}",
                    MissingOf(file),
                    Markup.Escape(file.File));
            }

            console.Write(table);
        });
    }

    private static string MissingOf(PulledFile file) => file.Gaps.Count == 0
        ? "none"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{file.Gaps.Sum(gap => gap.Missing)} in {file.Gaps.Count} gaps, the first after {file.Gaps[0].After}");

    private string? Objection(System.CommandLine.ParseResult arguments)
    {
        string[] wanted = arguments.GetRequiredValue(symbols);
        string length = arguments.GetRequiredValue(timeframe);
        Instant now = Now;
        if (wanted.FirstOrDefault(symbol => PullTerms.MarketOf(symbol) is null) is { } odd)
        {
            return $"'{odd}' is no market; write it as BTC/USDT";
        }

        if (!PullTerms.Timeframes.ContainsKey(length))
        {
            return $"--timeframe takes {string.Join(", ", PullTerms.Timeframes.Keys)}, not '{length}'";
        }

        if (arguments.GetValue(address) is { } place && PlaceOf(place) is null)
        {
            return $"--address takes an address of this machine, not {place}";
        }

        if (arguments.GetValue(@out) is { } file
            && (wanted.Length > 1 || !file.EndsWith(".csv.gz", StringComparison.Ordinal)))
        {
            return "--out takes one file that ends in .csv.gz, for one market";
        }

        return WrittenInstant.Read(arguments.GetRequiredValue(from)) is not { } begin
            ? $"--from takes {WrittenInstant.Allowed}"
            : arguments.GetValue(to) is { } written && WrittenInstant.Read(written) is null
                ? $"--to takes {WrittenInstant.Allowed}"
                : begin >= (WrittenInstant.Read(arguments.GetValue(to)) ?? now)
                    ? "--from lies before --to, and both in the past"
                    : null;
    }

    private PullTerms TermsOf(System.CommandLine.ParseResult arguments)
    {
        string name = arguments.GetRequiredValue(exchange);
        string length = arguments.GetRequiredValue(timeframe);
        return new PullTerms
        {
            Exchange = name,
            Markets = [.. arguments.GetRequiredValue(symbols).Select(symbol => PullTerms.MarketOf(symbol)!.Value)],
            Timeframe = length,
            From = WrittenInstant.Read(arguments.GetRequiredValue(from))!.Value,

            // A bar that has not ended is none yet.
            Until = Instant.Min(WrittenInstant.Read(arguments.GetValue(to)) ?? Now, Now),
            Folder = Path.Combine(DataOption.PathOf(arguments, data), "candles", name, length),
            Out = arguments.GetValue(@out),
        };
    }

    private static Uri? PlaceOf(string? written) =>
        Uri.TryCreate(written, UriKind.Absolute, out Uri? place) && place is { IsLoopback: true, Scheme: "http" }
            ? place
            : null;

    private Instant Now => Instant.FromDateTimeOffset(surroundings.Time.GetUtcNow());

    /// <summary>Why a pull ended before its end, and what to do.</summary>
    private sealed record Stop(string Cause, string WayOut);
}
