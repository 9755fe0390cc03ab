namespace Ballast.Server.Installations;

/// <summary>Follows the policy file of an installation, where it has one.</summary>
public static class PolicyFollowing
{
    /// <summary>Begins; dispose the answer to end it.</summary>
    /// <param name="installation">Whose policy file.</param>
    /// <param name="real">The machine's clock.</param>
    /// <param name="tell">Hears what became of a change; <see langword="null"/> where all is as it was
    /// again.</param>
    public static IAsyncDisposable Begin(Installation installation, TimeProvider real, Action<string?> tell) =>
        installation.Policy is PolicySource.FromFile file
            ? new PolicyFileWatch(file, installation.Engine, real, tell)
            : new Nothing();

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
