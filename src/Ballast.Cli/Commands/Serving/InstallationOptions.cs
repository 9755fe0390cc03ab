using System.CommandLine;
using System.Diagnostics;
using Ballast.Cli.Frame;
using Ballast.Core.Policies;
using Ballast.Server.Installations;
using Microsoft.Extensions.Logging;

namespace Ballast.Cli.Commands.Serving;

/// <summary>The options that say which installation a command works on and which market it trades on.</summary>
internal sealed class InstallationOptions
{
    private readonly Option<string?> policy = new("--policy")
    {
        Description = "Policy file, followed while it runs. Default: the portfolios of last time, or the shipped one.",
        HelpName = "file",
    };

    private readonly Option<string?> market = new("--market")
    {
        Description = "Where prices come from. Default: what the directory began with, or simulated.",
        HelpName = "simulated|replay",
    };

    private readonly Option<string?> seed = new("--seed")
    {
        Description = "Seed of the simulated market; the same seed gives the same prices.",
        HelpName = "number",
    };

    private readonly Option<string?> speed = new("--speed")
    {
        Description = "Market seconds per real second.",
        HelpName = "number",
    };

    private readonly Option<string?> prices = new("--prices")
    {
        Description = "Price file to replay: CSV, wide or long, plain or gzip.",
        HelpName = "file",
    };

    private readonly Option<string?> from = new("--from")
    {
        Description = "Where a replay begins. Default: where every asset of the policy has a price.",
        HelpName = "date",
    };

    private readonly Option<string?> venue = new("--venue")
    {
        Description = "A paper exchange in a process of its own ('ballast paper'), such as http://127.0.0.1:5081.",
        HelpName = "url",
    };

    private readonly Option<string?> accounts = new("--accounts")
    {
        Description = "File of connected accounts. Default: accounts.jsonc in the data directory, where there is one.",
        HelpName = "file",
    };

    /// <summary>The data directory.</summary>
    public Option<string?> Data { get; } = DataOption.Create();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Data, policy, market, seed, speed, prices, from, venue, accounts })
        {
            command.Add(option);
        }
    }

    /// <summary>What was asked for.</summary>
    public InstallationAsking Read(ParseResult arguments, Surroundings surroundings, ILoggerFactory logs)
    {
        MarketReading reading = MarketReading.Of(new MarketWords(
            arguments.GetValue(market),
            arguments.GetValue(seed),
            arguments.GetValue(speed),
            arguments.GetValue(prices),
            arguments.GetValue(venue))
        {
            From = arguments.GetValue(from),
            Accounts = arguments.GetValue(accounts),
        });
        if (reading.Fault is { } fault)
        {
            return new InstallationAsking.Wrong(fault, "see 'ballast serve --help'");
        }

        return PolicyOf(arguments.GetValue(policy), surroundings) switch
        {
            PolicyAsking.Right right => new InstallationAsking.Right(new InstallationSettings
            {
                DataDirectory = DataOption.PathOf(arguments, Data),
                Policy = right.Source,
                Market = reading.Choice,
                Real = surroundings.Time,
                Logs = logs,
            }),
            PolicyAsking.Wrong wrong => new InstallationAsking.Wrong(wrong.Cause, wrong.WayOut),
            _ => throw new UnreachableException(),
        };
    }

    private static PolicyAsking PolicyOf(string? path, Surroundings surroundings)
    {
        if (path is null)
        {
            return new PolicyAsking.Right(new PolicySource.Shipped());
        }

        return FileInput.Read(path, PolicyReader.LargestFileBytes, surroundings) switch
        {
            FileReading.Failed failed => new PolicyAsking.Wrong(failed.Cause, failed.WayOut),
            FileReading.Read file => PolicyReader.Read(file.Content) switch
            {
                PolicyReading.Read read => new PolicyAsking.Right(new PolicySource.FromFile(path, read)),
                PolicyReading.Refused refused => new PolicyAsking.Wrong(
                    $"{path} is not a policy: {refused.Errors[0]}", $"see 'ballast policy check {path}'"),
                _ => throw new UnreachableException(),
            },
            _ => throw new UnreachableException(),
        };
    }

    private abstract record PolicyAsking
    {
        public sealed record Right(PolicySource Source) : PolicyAsking;

        public sealed record Wrong(string Cause, string WayOut) : PolicyAsking;
    }
}

/// <summary>What the options ask for. Closed: <see cref="Right"/> or <see cref="Wrong"/>.</summary>
internal abstract record InstallationAsking
{
    /// <summary>It makes sense.</summary>
    public sealed record Right(InstallationSettings Settings) : InstallationAsking;

    /// <summary>It does not.</summary>
    public sealed record Wrong(string Cause, string WayOut) : InstallationAsking;
}
