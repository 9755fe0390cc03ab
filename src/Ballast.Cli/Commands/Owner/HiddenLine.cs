using System.Text;
using Ballast.Cli.Frame;

namespace Ballast.Cli.Commands.Owner;

/// <summary>Reads a line that nobody may see: not shown on a terminal, and the first line of whatever is piped
/// in.</summary>
internal static class HiddenLine
{
    /// <summary>The line without its end; empty where there is none.</summary>
    /// <param name="surroundings">Where standard input comes from.</param>
    /// <param name="question">What a person on a terminal is asked.</param>
    public static string Read(Surroundings surroundings, string question)
    {
        if (!ReferenceEquals(surroundings.In, Console.In) || Console.IsInputRedirected)
        {
            return surroundings.In.ReadLine() ?? "";
        }

        surroundings.Error.Write(question);
        StringBuilder line = new();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                line.Length = Math.Max(0, line.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                line.Append(key.KeyChar);
            }
        }

        surroundings.Error.WriteLine();
        return line.ToString();
    }
}
