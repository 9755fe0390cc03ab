using System.CommandLine;
using Ballast.Cli.Client;

namespace Ballast.Cli.Commands.Serving;

/// <summary>The option that every command about a data directory has.</summary>
internal static class DataOption
{
    /// <summary>The option.</summary>
    public static Option<string?> Create() => new("--data")
    {
        Description = "Directory that holds everything. Default: ballast in the XDG data home.",
        HelpName = "directory",
    };

    /// <summary>The directory meant, absolute.</summary>
    public static string PathOf(ParseResult arguments, Option<string?> option) =>
        Path.GetFullPath(arguments.GetValue(option) ?? DataHome.Default());
}
