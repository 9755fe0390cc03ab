using Ballast.Core.Policies;

namespace Ballast.Cli.Tests.Programs;

/// <summary>A server with a policy file that has completed its first run, shared by the tests of a class.</summary>
public sealed class ServedDirectory : IAsyncLifetime
{
    private readonly ScratchDirectory scratch = new();
    private ProgramRun? server;

    internal ProgramRun Server => server!;

    /// <summary>Its data directory.</summary>
    public string Directory => Path.Combine(scratch.Path, "data");

    /// <summary>Its policy file.</summary>
    public string PolicyFile => Path.Combine(scratch.Path, "policy.jsonc");

    /// <summary>A path beside its data directory.</summary>
    public string Beside(string name) => Path.Combine(scratch.Path, name);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(PolicyFile, DefaultPolicy.Text);
        server = ProgramRun.Start(
            "serve", "--no-live", "--port", "0", "--exchange-port", "0", "--data", Directory, "--policy", PolicyFile);
        await server.UntilOutAsync("core-1 completed");
        await server.UntilErrorAsync("Ctrl-C stops");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        scratch.Dispose();
    }
}
