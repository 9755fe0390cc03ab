using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Ballast.Testing;

namespace Ballast.Adapters.Tests.Venues.Bridge;

/// <summary>The programs in <c>bridge</c>, with ccxt installed as their lock file pins it.</summary>
internal static class BridgePrograms
{
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

    private static Task<(int Code, string Said)> RunAsync(
        string program, string[] arguments, (string Name, string Value)[] settings)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = Folder };
        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        return OutsideProgram.RunAsync(start);
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
