using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Ballast.Adapters.Tests.Venues.Bridge;

/// <summary>The programs in <c>bridge</c>, with ccxt installed as their lock file pins it.</summary>
internal static class BridgePrograms
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static string Folder => Path.GetFullPath(Path.Combine(Here(), "../../../../bridge"));

    public static async Task InstallAsync()
    {
        (int code, string said) = await RunAsync("bash", [Path.Combine(Folder, "../scripts/install-bridge.sh")], []);
        code.ShouldBe(0, said);
    }

    /// <summary>Runs test files of the bridge; each of their cases with its outcome.</summary>
    public static async Task<IReadOnlyList<BridgeCase>> TestAsync(
        string[] files, params (string Name, string Value)[] settings)
    {
        string[] arguments = ["--test", "--test-reporter=./test/reporter.js", .. files];
        (int code, string said) = await RunAsync("node", arguments, settings);
        BridgeCase[] cases = [.. said.Split('\n').Where(line => line.StartsWith("{\"name\"", StringComparison.Ordinal))
            .Select(line => JsonNode.Parse(line)!)
            .Select(line => new BridgeCase(
                line["name"]!.GetValue<string>(), line["ok"]!.GetValue<bool>(), (string?)line["error"] ?? ""))];
        (code == 0 || cases.Any(one => !one.IsPassed)).ShouldBeTrue(said);
        return cases;
    }

    private static async Task<(int Code, string Said)> RunAsync(
        string program, string[] arguments, (string Name, string Value)[] settings)
    {
        using Process process = new()
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        foreach ((string name, string value) in settings)
        {
            process.StartInfo.Environment[name] = value;
        }

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

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
