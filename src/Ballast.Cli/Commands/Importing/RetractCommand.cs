using System.CommandLine;
using System.Diagnostics;
using Ballast.Cli.Commands.Pulling;
using Ballast.Cli.Frame;
using Ballast.Core.Lots;
using Ballast.Server.Features.Lots;
using Spectre.Console;

namespace Ballast.Cli.Commands.Importing;

/// <summary><c>import retract</c>: takes back what a file told of past trades.</summary>
internal sealed class RetractCommand
{
    private readonly TradePlace place = new();

    private readonly Argument<string[]> numbers = new("trade")
    {
        Description = "The trade_id of each trade.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> file = new("--file")
    {
        Description = "The whole file again, instead of numbers; what others told too stays.",
        HelpName = "file",
    };

    private readonly Option<string?> market = new("--market")
    {
        Description = "The market of the numbers, such as ETH/BTC. Needed where a number is known on several.",
        HelpName = "market",
    };

    private readonly Option<string> reason = new("--reason")
    {
        Description = "What is wrong with them, for the journal.",
        HelpName = "text",
        Required = true,
    };

    private RetractCommand()
    {
    }

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        RetractCommand retract = new();
        Command command = retract.place.CommandOf(
            "retract",
            "Take back past trades that a file told, as if it had never been imported.",
            [retract.numbers],
            [retract.file, retract.market, retract.reason]);
        return command.Runs(surroundings, retract.RunAsync);
    }

    private async Task<ExitCode> RunAsync(ParseResult arguments, CommandOutput output, CancellationToken cancellation)
    {
        if (Fault(arguments) is { } fault)
        {
            return output.Fail(ExitCode.BadInput, fault, "see 'ballast import retract --help'");
        }

        return await place.VisitAsync(
            arguments,
            sink => RetractAsync(arguments, sink, output),
            end => Report(end, output),
            output,
            cancellation).ConfigureAwait(false);
    }

    private string? Fault(ParseResult arguments)
    {
        string[] named = arguments.GetValue(numbers) ?? [];
        return place.AccountFault(arguments) is { } stranger ? stranger
            : named.Length == 0 == (arguments.GetValue(file) is null) ? "name either trades or a --file"
            : arguments.GetValue(market) is { } written && TradePlace.MarketFault(written) is { } odd ? odd
            : string.IsNullOrWhiteSpace(arguments.GetValue(reason)) ? "--reason is empty"
            : null;
    }

    private async Task<RetractEnd> RetractAsync(ParseResult arguments, TradeSink sink, CommandOutput output)
    {
        string? source = arguments.GetValue(file) is { } named ? TradeImport.SourceOf(named) : null;
        RetractedTrade[] wanted;
        if (arguments.GetValue(file) is { } path)
        {
            TradeFileReading reading = TradeFile.Read(path, sink.Known.Quote, output.Surroundings);
            if (reading is not TradeFileReading.Read { Trades: var told })
            {
                return new RetractEnd.Stopped(ExitCode.BadInput, ((TradeFileReading.Unusable)reading).Cause);
            }

            wanted = [.. told.Select(trade => new RetractedTrade(trade.TradeId, trade.Market)).Distinct()];
        }
        else
        {
            string? onMarket = arguments.GetValue(market) is { } written && PullTerms.MarketOf(written) is { } known
                ? PastTrade.MarketOf(known.Base, known.Quote)
                : null;
            wanted = [.. arguments.GetValue(numbers)!.Distinct().Select(id => new RetractedTrade(id, onMarket))];
        }

        RetractionReply all = new(0, 0, 0);
        foreach (RetractedTrade[] piece in wanted.Chunk(TradesWish.Most))
        {
            RetractionWish wish = new()
            {
                Trades = piece,
                Reason = arguments.GetRequiredValue(reason),
                Actor = "cli",
                Source = source,
                LeavesOthers = source is not null,
            };
            switch (await sink.TakeBack(wish).ConfigureAwait(false))
            {
                case TakenBack.Done { Reply: var reply }:
                    all = new RetractionReply(
                        all.Removed + reply.Removed, all.Reduced + reply.Reduced, all.Left + reply.Left);
                    break;
                case TakenBack.Refused refused:
                    return new RetractEnd.Stopped(ExitCode.Refused, refused.Cause);
                default:
                    throw new UnreachableException();
            }
        }

        return new RetractEnd.Whole(all);
    }

    private static ExitCode Report(RetractEnd end, CommandOutput output)
    {
        if (end is not RetractEnd.Whole { Reply: var reply })
        {
            var stopped = (RetractEnd.Stopped)end;
            return output.Fail(stopped.Code, stopped.Cause, "nothing more was retracted; see 'ballast lots'");
        }

        output.Result(
            new { outcome = "retracted", reply.Removed, reply.Reduced, reply.Left },
            console =>
            {
                console.WriteLine($"{reply.Removed} trades retracted; see 'ballast lots'");
                if (reply.Reduced > 0)
                {
                    console.WriteLine(
                        $"{reply.Reduced} were told by others too: they stay, without what nobody else says of them");
                }

                if (reply.Left > 0)
                {
                    console.WriteLine(
                        $"{reply.Left} were not known, or not from a file of that name: they stay as they are");
                }
            });
        return ExitCode.Done;
    }

    /// <summary>How a retraction ended. Closed: <see cref="Whole"/> or <see cref="Stopped"/>.</summary>
    private abstract record RetractEnd
    {
        private RetractEnd()
        {
        }

        /// <summary>All was taken back that could be.</summary>
        public sealed record Whole(RetractionReply Reply) : RetractEnd;

        /// <summary>Something was in the way.</summary>
        public sealed record Stopped(ExitCode Code, string Cause) : RetractEnd;
    }
}
