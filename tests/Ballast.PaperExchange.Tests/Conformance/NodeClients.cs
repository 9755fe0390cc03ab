using System.Diagnostics;
using System.Runtime.CompilerServices;
using Ballast.Testing;

namespace Ballast.PaperExchange.Tests.Conformance;

/// <summary>The programs in <c>tests/conformance</c>, with the packages of their lock file installed.</summary>
public sealed class NodeClients : IAsyncLifetime
{
    // Test classes run side by side, and a second installation would take the first one's packages away from under it.
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    private static string Folder => Path.GetFullPath(Path.Combine(Here(), "../../conformance"));

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await Installed.Value;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Runs a module's cases against an exchange; the answer is its exit code and all that it said.</summary>
    internal static Task<(int Code, string Said)> RunCasesAsync(string module, Uri exchange) =>
        RunAsync("node", "run.js", module, $"{exchange}".TrimEnd('/'));

    private static async Task InstallAsync()
    {
        // npm writes this file last, and the same one for the same lock.
        FileInfo installed = new(Path.Combine(Folder, "node_modules/.package-lock.json"));
        FileInfo wanted = new(Path.Combine(Folder, "package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc > wanted.LastWriteTimeUtc)
        {
            return;
        }

        (int code, string said) = await RunAsync("npm", "ci", "--ignore-scripts");
        code.ShouldBe(0, said);
    }

    private static Task<(int Code, string Said)> RunAsync(string program, params string[] arguments) =>
        OutsideProgram.RunAsync(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder });

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
