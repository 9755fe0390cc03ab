namespace Ballast.Adapters.Tests.Venues.Bridge;

/// <summary>One run of all test files of the bridge, in which nothing leaves this machine.</summary>
public sealed class BridgeRun : IAsyncLifetime
{
    internal IReadOnlyList<BridgeCase> Cases { get; private set; } = [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await BridgePrograms.InstallAsync();
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(BridgePrograms.Folder, "test"), "*.test.js")
            .Select(file => $"test/{Path.GetFileName(file)}").Order(StringComparer.Ordinal)];
        Cases = await BridgePrograms.TestAsync(files);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
