using System.CommandLine;
using Ballast.Core.Portfolios;
using Ballast.Server.Features.Halts;

namespace Ballast.Cli.Commands.Running;

/// <summary>The options of <c>halt</c> and <c>resume</c>.</summary>
internal sealed class HaltOptions
{
    /// <summary>By whose word, for the journal.</summary>
    public const string Actor = "cli";

    private readonly Option<string?> portfolio = new("--portfolio")
    {
        Description = "Only this portfolio. Default: all.",
        HelpName = "name",
    };

    private readonly Option<string> reason = new("--reason")
    {
        Description = "Why, for the journal.",
        HelpName = "text",
        DefaultValueFactory = static _ => "asked on the command line",
    };

    /// <summary>Which server, or which directory.</summary>
    public ServerOptions Server { get; } = new();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Server.AddTo(command);
        command.Add(portfolio);
        command.Add(reason);
    }

    /// <summary>What is wrong with them; <see langword="null"/> where nothing is.</summary>
    public string? Fault(ParseResult arguments) =>
        arguments.GetValue(portfolio) is { } name && !PortfolioId.IsValid(name)
            ? $"'{name}' is not a portfolio name"
            : null;

    /// <summary>What is asked for.</summary>
    public HaltWish WishOf(ParseResult arguments) => new()
    {
        Portfolio = arguments.GetValue(portfolio),
        Reason = arguments.GetValue(reason),
        Actor = Actor,
    };
}
