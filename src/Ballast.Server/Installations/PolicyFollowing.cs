namespace Ballast.Server.Installations;

/// <summary>Follows the policy file of an installation, where it has one.</summary>
public static class PolicyFollowing
{
    /// <summary>Begins; dispose the answer to end it.</summary>
    public static IAsyncDisposable Begin(Installation installation, TimeProvider real) =>
        installation.Policy is PolicySource.FromFile file
            ? new PolicyFileWatch(file, installation.Engine, real, notice => installation.Notice = notice)
            : new Nothing();

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
