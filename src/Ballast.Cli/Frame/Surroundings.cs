using Spectre.Console;

namespace Ballast.Cli.Frame;

/// <summary>What a command reads from and writes to: the process's own, or a test's.</summary>
internal sealed record Surroundings
{
    // Pipes and files have no width: wide enough that tables do not wrap, narrow enough to read in a mail.
    private const int WidthWithoutTerminal = 140;

    /// <summary>Standard input.</summary>
    public required TextReader In { get; init; }

    /// <summary>Standard output: results only.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Standard error: causes, notes and progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Columns of the output.</summary>
    public required int Width { get; init; }

    /// <summary>Whether the output is a terminal that shows colours and can be redrawn.</summary>
    public required bool IsTerminal { get; init; }

    /// <summary>Those of this process.</summary>
    public static Surroundings OfThisProcess() => new()
    {
        In = Console.In,
        Out = Console.Out,
        Error = Console.Error,
        Time = TimeProvider.System,
        Width = Console.IsOutputRedirected ? WidthWithoutTerminal : Math.Max(Console.WindowWidth, 40),
        IsTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb",
    };

    /// <summary>A console on standard output for tables.</summary>
    public IAnsiConsole ConsoleOnOut()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Out),
            Ansi = IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = Width;
        return console;
    }
}
