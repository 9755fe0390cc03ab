using System.Text.Json.Nodes;

namespace Ballast.Cli.Tests.Programs;

/// <summary>A data directory in which one pass has bought the portfolio, with everything written out of the log
/// files.</summary>
public sealed class TradedDirectory : IAsyncLifetime
{
    private readonly ScratchDirectory scratch = new();

    /// <summary>Where it is.</summary>
    public string Path => scratch.Path;

    /// <summary>A copy to damage.</summary>
    internal ScratchDirectory Copy()
    {
        ScratchDirectory copy = new();
        foreach (string file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
        {
            string target = System.IO.Path.Combine(copy.Path, System.IO.Path.GetRelativePath(Path, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        CliRun run = await ProgramRun.Of("rebalance", "--seed", "9", "--data", Path);
        run.Code.ShouldBe(0, run.Error);
        JsonNode pass = run.Document()["items"]![0]!;
        pass["run"]!["status"]!.GetValue<string>().ShouldBe("completed");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        scratch.Dispose();
        return ValueTask.CompletedTask;
    }
}
