using System.CommandLine;
using Ballast.Cli.Frame;

namespace Ballast.Cli.Commands.Pulling;

/// <summary><c>data</c>: price files.</summary>
internal static class PullCommands
{
    /// <summary>The command with its parts.</summary>
    public static Command Create(Surroundings surroundings) =>
        new("data", "Get prices of the past.") { PullCommand.Create(surroundings) };
}
