using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ballast.Cli.Client;
using Ballast.Cli.Frame;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Orders;
using Ballast.Server.Installations;
using Spectre.Console;

namespace Ballast.Cli.Commands.Serving;

/// <summary><c>paper</c>: the paper exchange in a process of its own, for <c>serve --venue</c>.</summary>
internal sealed class PaperCommand
{
    private const int DefaultPort = 5081;

    private readonly Option<string?> port = new("--port")
    {
        Description = "Port. Default: 5081, or a free one when that is busy.",
        HelpName = "number",
    };

    private readonly Option<string?> data = DataOption.Named(
        "Directory of the exchange. Default: ballast-paper in the XDG data home.");

    private readonly Option<string?> market = new("--market") { HelpName = "simulated|replay" };
    private readonly Option<string?> seed = new("--seed") { HelpName = "number" };
    private readonly Option<string?> speed = new("--speed")
    {
        Description = "Market seconds per real second. Default 60.",
        HelpName = "number",
    };

    private readonly Option<string?> prices = new("--prices") { HelpName = "file" };
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

    private PaperCommand() => clientIds.AcceptOnlyFromAmong("among-open", "for-ever", "none", "undocumented");

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        PaperCommand paper = new();
        Command command = new("paper", "Run the paper exchange in a process of its own, for 'serve --venue'.")
        {
            paper.port, paper.data, paper.market, paper.seed, paper.speed, paper.prices, paper.from,
            paper.clientIds,
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
        });
        ushort number = DefaultPort;
        string? fault = reading.Fault;
        if (arguments.GetValue(port) is { } written
            && !ushort.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            fault = $"--port {written} is not a port: 0 to 65535";
        }

        if (fault is not null)
        {
            return output.Fail(ExitCode.BadInput, fault, "see 'ballast paper --help'");
        }

        string directory = Path.GetFullPath(arguments.GetValue(data) ?? DataHome.Default() + "-paper");
        try
        {
            using StandaloneExchange exchange = StandaloneExchange.Open(
                reading.Choice,
                RuleOf(arguments.GetValue(clientIds)!),
                directory,
                output.Surroundings.Time);
            return await HostAsync(exchange, number, arguments.GetValue(port) is null, output, cancellation);
        }
        catch (FormatException unreadable)
        {
            return output.Fail(
                ExitCode.BadInput, unreadable.Message, "name another file with --prices, or choose another --data");
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
        StandaloneExchange exchange,
        int port,
        bool mayMove,
        CommandOutput output,
        CancellationToken cancellation)
    {
        PaperExchangeHost host;
        try
        {
            host = await PaperExchangeHost.StartAsync(exchange.Venue, port, exchange.Clock, output.Surroundings.Time);
        }
        catch (IOException) when (mayMove)
        {
            output.Note($"ballast: port {port} is taken by another program; taking a free one");
            host = await PaperExchangeHost.StartAsync(exchange.Venue, 0, exchange.Clock, output.Surroundings.Time);
        }
        catch (IOException)
        {
            return output.Fail(
                ExitCode.BadInput, $"port {port} is taken by another program", "choose another with --port");
        }

        await using PaperExchangeHost listening = host;
        output.Result(
            new JsonObject { ["url"] = host.Address.ToString(), ["market"] = exchange.Text },
            console => console.MarkupLineInterpolated(
                $"paper exchange at {host.Address}, {exchange.Text}; trade on it with 'serve --venue {host.Address}'"));
        using IDisposable? ending =
            exchange.End?.Watch(exchange.Clock, sentence => output.Note("ballast: " + sentence));
        await Task.Delay(Timeout.InfiniteTimeSpan, output.Surroundings.Time, cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCode.Done;
    }
}
