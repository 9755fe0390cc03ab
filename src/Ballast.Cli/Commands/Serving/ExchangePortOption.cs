using System.CommandLine;
using Ballast.Server.Hosting;

namespace Ballast.Cli.Commands.Serving;

/// <summary>The option that says where a paper exchange listens.</summary>
internal static class ExchangePortOption
{
    private const string Name = "--exchange-port";

    /// <summary>The option.</summary>
    public static Option<string?> Create() => new(Name)
    {
        Description = "Port of the paper exchange. Default: 5081, or a free one when that is busy; 0 takes a free one.",
        HelpName = "number",
    };

    /// <summary>What was asked for.</summary>
    public static PortReading Read(ParseResult arguments, Option<string?> option) =>
        PortReading.Of(Name, arguments.GetValue(option), ExchangeHosting.DefaultPort);
}
