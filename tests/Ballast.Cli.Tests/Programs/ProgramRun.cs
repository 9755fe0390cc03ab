using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Ballast.Cli.Tests.Programs;

/// <summary>One run of the real program in a process of its own, ended at the latest when it is disposed.</summary>
internal sealed class ProgramRun : IAsyncDisposable
{
    // Long, because the machine may be busy with other tests; every wait ends as soon as its condition holds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly Lock gate = new();
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProgramRun(ProcessStartInfo start, string input = "")
    {
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Take(output, line.Data);
        process.ErrorDataReceived += (_, line) => Take(errors, line.Data);
        process.Start();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Standard output so far.</summary>
    public string Out => Text(output);

    /// <summary>Standard error so far.</summary>
    public string Error => Text(errors);

    /// <summary>Its process number.</summary>
    public int Id => process.Id;

    /// <summary>Starts the program that this project was built with.</summary>
    public static ProgramRun Start(params IReadOnlyList<string> arguments) =>
        new(Asked("dotnet", [Path.Combine(AppContext.BaseDirectory, "ballast.dll"), .. arguments]));

    /// <summary>Starts it where no file can grow beyond a size: what a full disk does, without filling one.</summary>
    public static ProgramRun StartWithFilesUpTo(int kibibytes, params IReadOnlyList<string> arguments)
    {
        string limited = $"trap '' XFSZ; ulimit -f {kibibytes}; exec dotnet \"$@\"";
        string program = Path.Combine(AppContext.BaseDirectory, "ballast.dll");
        ProcessStartInfo start = Asked("bash", ["-c", limited, "bash", program, .. arguments]);

        // The runtime's own double mapping is a file too, and larger.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return new ProgramRun(start);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<CliRun> Of(params string[] arguments)
    {
        await using ProgramRun run = Start(arguments);
        return await run.EndAsync();
    }

    /// <summary>Starts it with variables of the environment besides those of this process.</summary>
    public static ProgramRun StartWith(
        IReadOnlyDictionary<string, string> variables, params IReadOnlyList<string> arguments) =>
        new(With(Asked("dotnet", [Path.Combine(AppContext.BaseDirectory, "ballast.dll"), .. arguments]), variables));

    /// <summary>Runs it to its end with a standard input, and with variables of the environment besides those of this
    /// process.</summary>
    public static async Task<CliRun> Of(
        string input, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        ProcessStartInfo start = Asked("dotnet", [Path.Combine(AppContext.BaseDirectory, "ballast.dll"), .. arguments]);
        await using ProgramRun run = new(With(start, variables), input);
        return await run.EndAsync();
    }

    /// <summary>Waits until standard output has a text.</summary>
    public Task UntilOutAsync(string fragment) => UntilAsync(() => Out.Contains(fragment, StringComparison.Ordinal));

    /// <summary>Waits until standard error has a text.</summary>
    public Task UntilErrorAsync(string fragment) =>
        UntilAsync(() => Error.Contains(fragment, StringComparison.Ordinal));

    /// <summary>Waits until standard output is one JSON document.</summary>
    public async Task<JsonNode> DocumentAsync()
    {
        await UntilAsync(() => Out.TrimEnd().EndsWith('}'));
        return JsonNode.Parse(Out)!;
    }

    /// <summary>Waits for the end.</summary>
    public async Task<CliRun> EndAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        await process.WaitForExitAsync(patience.Token);
        return new CliRun(process.ExitCode, Out, Error);
    }

    /// <summary>Asks it to stop, as a service manager does, and waits for the end.</summary>
    public async Task<CliRun> StopAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await EndAsync();
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    private static ProcessStartInfo With(ProcessStartInfo start, IReadOnlyDictionary<string, string> variables)
    {
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static ProcessStartInfo Asked(string program, IEnumerable<string> arguments) => new(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private async Task UntilAsync(Func<bool> isSo)
    {
        using CancellationTokenSource patience = new(Patience);
        while (true)
        {
            Task next = Volatile.Read(ref changed).Task;
            if (isSo())
            {
                return;
            }

            process.HasExited.ShouldBeFalse($"it ended early\n{Out}\n{Error}");
            try
            {
                await next.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new InvalidOperationException($"it never said so\n{Out}\n{Error}");
            }
        }
    }

    private void Take(StringBuilder text, string? line)
    {
        lock (gate)
        {
            if (line is not null)
            {
                text.AppendLine(line);
            }
        }

        TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref changed, next).TrySetResult();
    }

    private string Text(StringBuilder text)
    {
        lock (gate)
        {
            return text.ToString();
        }
    }
}
