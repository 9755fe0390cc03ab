using System.Collections.Concurrent;
using System.Diagnostics;

namespace Ballast.Cli.Tests.Kills;

/// <summary>A real process of the product, killed without warning when disposed.</summary>
internal sealed class RunningBallast : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly BlockingCollection<string> lines = [];
    private readonly ConcurrentQueue<string> errors = [];
    private readonly ConcurrentQueue<string> all = [];

    private RunningBallast(Process process) => this.process = process;

    /// <summary>Whether it has ended, by itself or killed.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>What it said on stderr so far.</summary>
    public string Errors => string.Join('\n', errors);

    /// <summary>The end of what it said so far, on either stream.</summary>
    public string Said => string.Join('\n', all.Concat(errors).TakeLast(60));

    /// <summary>Starts the command line of the product that this test project was built with.</summary>
    public static RunningBallast Start(params IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ballast.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        RunningBallast started = new(new Process { StartInfo = start });
        started.process.OutputDataReceived += (_, line) => started.Take(line.Data);
        started.process.ErrorDataReceived += (_, line) => started.errors.Enqueue(line.Data ?? "");
        started.process.Start();
        started.process.BeginOutputReadLine();
        started.process.BeginErrorReadLine();
        return started;
    }

    /// <summary>Waits for output that satisfies a condition, reading whole lines.</summary>
    public string WaitForOutput(Func<string, bool> isWanted)
    {
        List<string> seen = [];
        using CancellationTokenSource patience = new(Patience);
        try
        {
            foreach (string line in lines.GetConsumingEnumerable(patience.Token))
            {
                seen.Add(line);
                string all = string.Join('\n', seen);
                if (isWanted(all))
                {
                    return all;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told below, with what it did say.
        }

        throw new InvalidOperationException($"it never said so: {string.Join('\n', seen)}\n{Errors}");
    }

    /// <summary>SIGKILL; returns when the process is gone.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
        lines.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            lines.CompleteAdding();
        }
        else
        {
            all.Enqueue(line);
            lines.Add(line);
        }
    }
}
