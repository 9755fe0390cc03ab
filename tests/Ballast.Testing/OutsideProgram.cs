using System.Diagnostics;

namespace Ballast.Testing;

/// <summary>Runs programs that are not ours, such as Node's.</summary>
public static class OutsideProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Runs one to its end and ends it where that takes longer than four minutes.</summary>
    /// <param name="start">What is run, where and with which settings.</param>
    /// <returns>Its exit code, and all that it said: output first, then errors.</returns>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public static async Task<(int Code, string Said)> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = new() { StartInfo = start };
        process.Start();
        using CancellationTokenSource patience = new(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
