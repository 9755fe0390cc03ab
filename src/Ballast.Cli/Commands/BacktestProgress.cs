using Ballast.Cli.Frame;
using Spectre.Console;

namespace Ballast.Cli.Commands;

/// <summary>Shows on standard error how far a backtest is, where a person watches.</summary>
internal static class BacktestProgress
{
    /// <summary>Runs the work under a bar that disappears when it is done.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; noticed at the next report of progress.</exception>
    public static T Watch<T>(
        CommandOutput output, Func<IProgress<double>, T> work, CancellationToken cancellation)
    {
        if (output.Form == OutputForm.Json || !output.Surroundings.IsTerminal)
        {
            return work(new Bar(null, cancellation));
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output.Surroundings.Error),
        });
        T result = default!;
        console.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask task = context.AddTask("simulating", maxValue: 1.0);
            result = work(new Bar(task, cancellation));
        });
        return result;
    }

    private sealed class Bar(ProgressTask? task, CancellationToken cancellation) : IProgress<double>
    {
        public void Report(double value)
        {
            cancellation.ThrowIfCancellationRequested();
            if (task is not null)
            {
                task.Value = value;
            }
        }
    }
}
