using System.Diagnostics;

namespace Ballast.Cli.Tests;

/// <summary>The bridge with ccxt beside it, as its lock file pins it.</summary>
internal static class InstalledBridge
{
    /// <summary>Installs it where it is not; whoever comes at the same time waits.</summary>
    public static async Task EnsureAsync()
    {
        using Process install = Process.Start("bash", [CliRun.Sample("../scripts/install-bridge.sh")]);
        await install.WaitForExitAsync(TestContext.Current.CancellationToken);
        install.ExitCode.ShouldBe(0);
    }
}
