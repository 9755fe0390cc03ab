namespace Ballast.Server.Tests.Features;

/// <summary>A server whose engine has not been started, shared by the tests of a class.</summary>
public sealed class IdleServer : IAsyncLifetime
{
    private RunningServer? server;

    internal RunningServer Server => server!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => server = await RunningServer.IdleAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }
}
