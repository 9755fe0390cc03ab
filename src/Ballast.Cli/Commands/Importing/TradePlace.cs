using System.CommandLine;
using System.Diagnostics;
using Ballast.Cli.Client;
using Ballast.Cli.Commands.Pulling;
using Ballast.Cli.Commands.Running;
using Ballast.Cli.Frame;
using Ballast.Core.Portfolios;
using Ballast.Engine;

namespace Ballast.Cli.Commands.Importing;

/// <summary>Which account's past trades a command is about, and where they are kept: at a running server, or in the
/// journal where none runs.</summary>
internal sealed class TradePlace
{
    private readonly ServerOptions server = new();

    private readonly Argument<string> account = new("account")
    {
        Description = "The account, as accounts.jsonc and policies name it.",
    };

    /// <summary>A command about such an account.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="description">What it does.</param>
    /// <param name="arguments">Its own arguments, behind the account.</param>
    /// <param name="options">Its own options, before those of every such command.</param>
    public Command CommandOf(
        string name, string description, IEnumerable<Argument> arguments, IEnumerable<Option> options)
    {
        Command command = new(name, description) { account };
        foreach (Argument argument in arguments)
        {
            command.Add(argument);
        }

        foreach (Option option in options)
        {
            command.Add(option);
        }

        server.AddTo(command);
        return command;
    }

    /// <summary>The data directory.</summary>
    public string DirectoryOf(ParseResult arguments) => server.DirectoryOf(arguments);

    /// <summary>Which account, where it is one's name.</summary>
    public AccountId AccountOf(ParseResult arguments) => new(arguments.GetRequiredValue(account));

    /// <summary>Why it is none's name; <see langword="null"/> where it is.</summary>
    public string? AccountFault(ParseResult arguments) => arguments.GetRequiredValue(account) is var name
        && !AccountId.IsValid(name) ? $"'{name}' is not an account's name" : null;

    /// <summary>Why one of these is no market's name; <see langword="null"/> where all are.</summary>
    public static string? MarketFault(params IEnumerable<string> named) =>
        named.FirstOrDefault(symbol => PullTerms.MarketOf(symbol) is null) is { } odd ? $"'{odd}' is no market" : null;

    /// <summary>Does something where the account's trades are kept, and reports it.</summary>
    /// <param name="arguments">The command's.</param>
    /// <param name="work">What is done; it may be broken off between two of its steps.</param>
    /// <param name="report">Tells what came of it, once it is on stable storage.</param>
    /// <param name="output">Says why nothing could be done.</param>
    /// <param name="cancellation">Breaks off.</param>
    public async Task<ExitCode> VisitAsync<TEnd>(
        ParseResult arguments,
        Func<TradeSink, Task<TEnd>> work,
        Func<TEnd, ExitCode> report,
        CommandOutput output,
        CancellationToken cancellation)
        where TEnd : class
    {
        using ServerClient? client = await server.FindAsync(arguments, cancellation).ConfigureAwait(false);
        if (client is not null)
        {
            return await TradeSinks.OfAsync(client, AccountOf(arguments), cancellation).ConfigureAwait(false) switch
            {
                SinkOpening.Refused refused => output.Fail(ExitCode.Refused, refused.Cause, refused.WayOut),
                SinkOpening.Opened { Sink: var sink } => report(await work(sink).ConfigureAwait(false)),
                _ => throw new UnreachableException(),
            };
        }

        TEnd? end = null;
        ExitCode written = await OfflineChange.WriteAsync(
            DirectoryOf(arguments),
            async engine =>
            {
                end = await work(TradeSinks.Of(engine, AccountOf(arguments), cancellation)).ConfigureAwait(false);
                return new ChangeOutcome.Done();
            },
            output,
            cancellation).ConfigureAwait(false);
        return written == ExitCode.Done ? report(end!) : written;
    }
}
