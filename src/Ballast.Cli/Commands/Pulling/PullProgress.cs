using Ballast.Cli.Frame;
using Spectre.Console;

namespace Ballast.Cli.Commands.Pulling;

/// <summary>Shows on standard error how far a pull is, where a person watches.</summary>
internal static class PullProgress
{
    /// <summary>Does the work under a bar for each piece, which disappears when all are done.</summary>
    public static Task<T> WatchAsync<T>(CommandOutput output, Func<Func<string, IProgress<double>>, Task<T>> work)
    {
        if (output.Form == OutputForm.Json || !output.Surroundings.IsTerminal)
        {
            return work(_ => new Bar(null));
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output.Surroundings.Error),
        });
        return console.Progress().AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(name => new Bar(context.AddTask(Markup.Escape(name), maxValue: 1.0))));
    }

    private sealed class Bar(ProgressTask? task) : IProgress<double>
    {
        public void Report(double value)
        {
            if (task is not null)
            {
                task.Value = value;
            }
        }
    }
}
