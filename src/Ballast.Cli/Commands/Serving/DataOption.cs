using System.CommandLine;
using Ballast.Cli.Client;

namespace Ballast.Cli.Commands.Serving;

/// <summary>The option that every command about a data directory has.</summary>
internal static class DataOption
{
    /// <summary>The option.</summary>
    public static Option<string?> Create() => Named(
        "Directory that holds everything. Default: ballast in the XDG data home.");

    /// <summary>The option with a description of its own.</summary>
    public static Option<string?> Named(string description)
    {
        Option<string?> option = new("--data") { Description = description, HelpName = "directory" };
        option.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.Tokens is [{ Value: var written }, ..] ? written : "."))
            {
                result.AddError("--data is empty");
            }
        });
        return option;
    }

    /// <summary>The directory meant, absolute.</summary>
    public static string PathOf(ParseResult arguments, Option<string?> option) =>
        Path.GetFullPath(arguments.GetValue(option) ?? DataHome.Default());
}
