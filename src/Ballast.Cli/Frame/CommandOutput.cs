using System.Text.Json;
using Ballast.Server.Wire;
using Spectre.Console;

namespace Ballast.Cli.Frame;

/// <summary>
/// What a command says: its result on standard output, as tables or with <c>--json</c> as one JSON document and nothing
/// else; causes and
/// notes on standard error.
/// </summary>
internal sealed class CommandOutput(Surroundings surroundings, OutputForm form)
{
    // A page of text hides the way out behind it.
    private const int LongestCause = 500;

    /// <summary>How results are written.</summary>
    public OutputForm Form { get; } = form;

    /// <summary>What the command reads from and writes to.</summary>
    public Surroundings Surroundings { get; } = surroundings;

    /// <summary>Writes the result in the form that was asked for.</summary>
    /// <param name="document">What <c>--json</c> prints; serialized by the conventions of the REST interface.</param>
    /// <param name="tables">What people see.</param>
    public void Result(object document, Action<IAnsiConsole> tables)
    {
        if (Form == OutputForm.Json)
        {
            using var sink = new TextSink(Surroundings.Out);
            JsonSerializer.Serialize(sink, document, document.GetType(), WireJson.Indented);
            Surroundings.Out.WriteLine();
        }
        else
        {
            tables(Surroundings.ConsoleOnOut());
        }
    }

    /// <summary>Writes text as it is; for commands whose result is a file.</summary>
    public void Verbatim(string text) => Surroundings.Out.Write(text);

    /// <summary>Says something beside the result, one line on standard error.</summary>
    public void Note(string sentence) => Surroundings.Error.WriteLine(OneLine(sentence));

    /// <summary>Says why the command ends and what one can do about it, in one line on standard error.</summary>
    /// <param name="code">How it ends.</param>
    /// <param name="cause">What is wrong, without a full stop.</param>
    /// <param name="wayOut">What to do, starting with a verb.</param>
    /// <returns><paramref name="code"/>.</returns>
    public ExitCode Fail(ExitCode code, string cause, string wayOut)
    {
        Surroundings.Error.WriteLine(OneLine($"ballast: {Clipped(cause.TrimEnd('.'))}; {wayOut}"));
        return code;
    }

    // What a binary file holds must not reach the terminal as commands.
    private static string OneLine(string text) => string.Concat(
        string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries))
            .Select(letter => char.IsControl(letter) ? '\u00b7' : letter));

    private static string Clipped(string cause) =>
        cause.Length <= LongestCause ? cause : cause[..LongestCause] + "\u2026";
}

/// <summary>How results are written.</summary>
internal enum OutputForm
{
    /// <summary>For people.</summary>
    Tables = 0,

    /// <summary>For programs.</summary>
    Json = 1,
}
