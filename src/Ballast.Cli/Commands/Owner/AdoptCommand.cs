using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Adapters.Connections;
using Ballast.Cli.Commands.Serving;
using Ballast.Cli.Frame;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Targets;
using Ballast.Server.Wire;
using Spectre.Console;

namespace Ballast.Cli.Commands.Owner;

/// <summary><c>adopt</c>: a policy whose target is what connected accounts hold now.</summary>
internal sealed class AdoptCommand
{
    private readonly Option<string?> data = DataOption.Create();

    private readonly Option<string?> accounts = new("--accounts")
    {
        Description = "File of connected accounts. Default: accounts.jsonc in the data directory.",
        HelpName = "file",
    };

    private readonly Option<string> portfolio = new("--portfolio")
    {
        Description = "What the portfolio is called. Default: core.",
        HelpName = "name",
        DefaultValueFactory = static _ => "core",
    };

    private readonly Option<string> quote = new("--quote")
    {
        Description = "The currency everything is valued in. Default: USDC.",
        HelpName = "asset",
        DefaultValueFactory = static _ => "USDC",
    };

    private readonly Option<string?> to = new("--to")
    {
        Description = "The file to write, which must not exist yet. Default: standard output.",
        HelpName = "file",
    };

    private AdoptCommand()
    {
    }

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        AdoptCommand adopt = new();
        Command command = new(
            "adopt", "Write a policy in mode shadow whose target is what your connected accounts hold now.")
        {
            adopt.data, adopt.accounts, adopt.portfolio, adopt.quote, adopt.to,
        };
        return command.Runs(surroundings, adopt.RunAsync);
    }

    private async Task<ExitCode> RunAsync(ParseResult arguments, CommandOutput output, CancellationToken cancellation)
    {
        string name = arguments.GetValue(portfolio)!;
        string currency = arguments.GetValue(quote)!;
        if (!PortfolioId.IsValid(name) || !Asset.IsValid(currency))
        {
            return output.Fail(
                ExitCode.BadInput, $"'{name}' or '{currency}' is not a name", "use letters and digits, such as core");
        }

        string directory = DataOption.PathOf(arguments, data);
        string file = arguments.GetValue(accounts) ?? AccountsFile.In(directory);
        if (AccountsFile.ReadFrom(file) is not AccountsReading.Read read)
        {
            return output.Fail(
                ExitCode.BadInput,
                ((AccountsReading.Refused)AccountsFile.ReadFrom(file)).Cause,
                "see 'Connecting an account' in docs/OPERATING.md");
        }

        Asset inQuote = new(currency);
        return await HeldAccounts.ReadAsync(
            read.Connections, directory, (inQuote, output.Surroundings.Time), cancellation).ConfigureAwait(false) switch
        {
            HeldReading.Refused refused => output.Fail(ExitCode.Refused, refused.Cause, refused.WayOut),
            HeldReading.Read held when held.Values.Values.All(value => value.Value <= 0m) => output.Fail(
                ExitCode.Refused,
                $"nothing that the accounts hold has a price in {currency}",
                "name another --quote, or connect an account whose venue has prices"),
            HeldReading.Read held => Write(
                PolicyOf(new PortfolioId(name), inQuote, read.Connections, held), held, arguments.GetValue(to), output),
            _ => throw new UnreachableException(),
        };
    }

    // Everything but names and weights is as shipped.
    private static Policy PolicyOf(
        PortfolioId portfolio, Asset quote, ImmutableArray<AccountConnection> connections, HeldReading.Read held) =>
        DefaultPolicy.Policy with
        {
            Portfolio = portfolio,
            Quote = quote,
            Accounts = [.. connections.Select(connection => connection.Account)],
            Mode = TradingMode.Shadow,
            Target = AdoptedTarget.Of(held.Values, quote),
        };

    private static ExitCode Write(Policy policy, HeldReading.Read held, string? file, CommandOutput output)
    {
        JsonObject document = PolicyWriter.Readable(policy);
        string text = document.ToJsonString(WireJson.Indented);
        if (PolicyReader.Read(text) is PolicyReading.Refused refused)
        {
            return output.Fail(
                ExitCode.Refused, $"what is held makes no policy: {refused.Errors[0]}", "write one by hand");
        }

        if (file is null)
        {
            output.Result(document, console => console.Profile.Out.Writer.WriteLine(text));
            return Note(held, policy.Quote, output);
        }

        try
        {
            using FileStream stream = new(file, FileMode.CreateNew, FileAccess.Write);
            JsonSerializer.Serialize(stream, document, WireJson.Indented);
        }
        catch (Exception unwritten) when (unwritten is IOException or UnauthorizedAccessException)
        {
            return output.Fail(
                ExitCode.BadInput,
                $"{file} cannot be written: {unwritten.Message.TrimEnd('.')}",
                "name another with --to");
        }

        output.Result(
            new JsonObject { ["outcome"] = "adopted", ["file"] = file, ["policy"] = document },
            console => console.WriteLine(
                $"{file} aims at what you hold; look at it with 'ballast serve --policy {file}'"));
        return Note(held, policy.Quote, output);
    }

    private static ExitCode Note(HeldReading.Read held, Asset quote, CommandOutput output)
    {
        foreach (Asset asset in held.Unpriced)
        {
            output.Note($"ballast: {asset} is held and has no price in {quote}; it is left out of the target");
        }

        return ExitCode.Done;
    }
}
