using System.CommandLine;
using System.Text.Json.Nodes;
using Ballast.Cli.Client;
using Ballast.Cli.Frame;
using Ballast.Engine.Ports;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Orders;
using Ballast.Server.Hosting;
using Ballast.Server.Installations;
using Spectre.Console;
using MarketChoice = Ballast.Server.Installations.MarketChoice;

namespace Ballast.Cli.Commands.Serving;

/// <summary><c>paper</c>: the paper exchange in a process of its own, for <c>serve --venue</c>.</summary>
internal sealed class PaperCommand
{
    private readonly Option<string?> port = ExchangePortOption.Create();

    private readonly Option<string?> data = DataOption.Named(
        "Directory of the exchange. Default: ballast-paper in the XDG data home.");

    private readonly Option<string?> market = new("--market") { HelpName = "simulated|replay|live" };
    private readonly Option<string?> seed = new("--seed") { HelpName = "number" };
    private readonly Option<string?> speed = new("--speed")
    {
        Description = "Market seconds per real second. Default 60.",
        HelpName = "number",
    };

    private readonly Option<string?> prices = new("--prices")
    {
        Description = "A file to replay, or binance to follow its public prices as they come.",
        HelpName = "file|binance",
    };

    private readonly Option<string?> source = new("--source")
    {
        Description = "Where live prices come from instead: an exchange on this machine that speaks as Binance does.",
        HelpName = "url",
    };

    private readonly Option<string?> from = new("--from")
    {
        Description = "Where a replay begins. Default: where every asset of the shipped policy has a price.",
        HelpName = "date",
    };

    private readonly Option<string> clientIds = new("--client-ids")
    {
        Description = "How far client order ids are kept apart, as the venue kinds differ in it.",
        DefaultValueFactory = static _ => "among-open",
    };

    private readonly Option<bool> noLimits = new("--no-rate-limits")
    {
        Description = "Take any number of requests and orders. Default: Binance's limits, in the market's time.",
    };

    private PaperCommand() => clientIds.AcceptOnlyFromAmong("among-open", "for-ever", "none", "undocumented");

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        PaperCommand paper = new();
        Command command = new("paper", "Run the paper exchange in a process of its own, for 'serve --venue'.")
        {
            paper.port, paper.data, paper.market, paper.seed, paper.speed, paper.prices, paper.source,
            paper.from, paper.clientIds, paper.noLimits,
        };
        return command.Runs(surroundings, paper.RunAsync);
    }

    private async Task<ExitCode> RunAsync(ParseResult arguments, CommandOutput output, CancellationToken cancellation)
    {
        MarketReading reading = MarketReading.Of(new MarketWords(
            arguments.GetValue(market),
            arguments.GetValue(seed),
            arguments.GetValue(speed),
            arguments.GetValue(prices),
            null)
        {
            From = arguments.GetValue(from),
            Source = arguments.GetValue(source),
        });
        PortReading wanted = ExchangePortOption.Read(arguments, port);
        if ((reading.Fault ?? wanted.Fault) is { } fault)
        {
            return output.Fail(ExitCode.BadInput, fault, "see 'ballast paper --help'");
        }

        string directory = Path.GetFullPath(arguments.GetValue(data) ?? DataHome.Default() + "-paper");
        PaperVenueOptions behaviour = new()
        {
            ClientIds = RuleOf(arguments.GetValue(clientIds)!),
            RateLimits = arguments.GetValue(noLimits) ? RateLimits.None : RateLimits.Binance,
        };
        try
        {
            if (StandaloneExchange.ChoiceIn(directory, reading.Choice) is MarketChoice.Live live)
            {
                return await FollowAsync(live, behaviour, (directory, wanted.Choice), output, cancellation);
            }

            using StandaloneExchange exchange = StandaloneExchange.Open(
                reading.Choice, behaviour, directory, output.Surroundings.Time, null);
            return await HostAsync(exchange, wanted.Choice, output, cancellation);
        }
        catch (FormatException unreadable)
        {
            return output.Fail(
                ExitCode.BadInput, unreadable.Message, "name another file with --prices, or choose another --data");
        }
    }

    private static async Task<ExitCode> FollowAsync(
        MarketChoice.Live live,
        PaperVenueOptions behaviour,
        (string Directory, PortChoice Port) place,
        CommandOutput output,
        CancellationToken cancellation)
    {
        TimeProvider time = output.Surroundings.Time;
        Reading<PublicPrices> opening = await PublicSource.OpenAsync(live, time, cancellation);
        if (opening is not Reading<PublicPrices>.Known { Value: var prices })
        {
            VenueError error = ((Reading<PublicPrices>.Failed)opening).Error;
            return output.Fail(
                ExitCode.Refused,
                $"{live.Exchange} tells no prices ({error.Code}: {error.Message})",
                "try again later; nothing is made up meanwhile");
        }

        await using (prices)
        {
            using StandaloneExchange exchange =
                StandaloneExchange.Open(live, behaviour, place.Directory, time, prices);
            prices.Begin(sentence => output.Note("ballast: " + sentence));
            return await HostAsync(exchange, place.Port, output, cancellation);
        }
    }

    private static ClientIdRule RuleOf(string word) => word switch
    {
        "for-ever" => ClientIdRule.ExistingReturned,
        "none" => ClientIdRule.NotUnique,
        "undocumented" => ClientIdRule.Undocumented,
        _ => ClientIdRule.UniqueAmongOpen,
    };

    private static async Task<ExitCode> HostAsync(
        StandaloneExchange exchange, PortChoice port, CommandOutput output, CancellationToken cancellation)
    {
        ExchangeOutcome outcome = await ExchangeHosting.StartAsync(exchange.Exchange, port);
        if (outcome is ExchangeOutcome.PortBusy busy)
        {
            return output.Fail(
                ExitCode.BadInput,
                $"port {busy.Port} is taken by another program",
                "choose another with --exchange-port, or leave it out");
        }

        ExchangeOutcome.Listening listening = (ExchangeOutcome.Listening)outcome;
        await using PaperExchangeHost host = listening.Host;
        if (listening.BusyPort is { } taken)
        {
            output.Note($"ballast: port {taken} is taken by another program; taking a free one");
        }

        output.Result(
            new JsonObject { ["url"] = host.Address.ToString(), ["market"] = exchange.Text },
            console =>
            {
                console.MarkupLineInterpolated($"paper exchange at {host.Address}, {exchange.Text}");
                console.MarkupLineInterpolated($"trade on it with 'serve --venue {host.Address}', or with a client of");
                console.MarkupLineInterpolated($"Binance Spot: key paper, secret papersecret");
            });
        using IDisposable? ending =
            exchange.End?.Watch(exchange.Clock, sentence => output.Note("ballast: " + sentence));
        await Task.Delay(Timeout.InfiniteTimeSpan, output.Surroundings.Time, cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCode.Done;
    }
}
