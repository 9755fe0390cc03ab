using Ballast.Core.Policies;
using Ballast.Engine;

namespace Ballast.Server.Installations;

/// <summary>
/// Follows a policy file while the server runs. Looking at it once a second is enough for people and, unlike change
/// notifications,
/// works for every editor's way of saving and for every file system. A file that is not a policy changes nothing.
/// </summary>
internal sealed class PolicyFileWatch : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly string path;
    private readonly PortfolioEngine engine;
    private readonly Action<string?> notice;
    private readonly CancellationTokenSource ends = new();
    private readonly Task watching;
    private byte[] seen;
    private string hash;

    /// <summary>Begins to watch.</summary>
    public PolicyFileWatch(
        PolicySource.FromFile source, PortfolioEngine engine, TimeProvider real, Action<string?> notice)
    {
        path = source.Path;
        this.engine = engine;
        this.notice = notice;
        hash = source.First.Hash;
        seen = ReadOrNothing();
        watching = WatchAsync(real);
    }

    /// <summary>Stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await ends.CancelAsync();
        await watching;
        ends.Dispose();
    }

    private async Task WatchAsync(TimeProvider real)
    {
        using PeriodicTimer timer = new(LookEvery, real);
        try
        {
            while (await timer.WaitForNextTickAsync(ends.Token))
            {
                await LookAsync(ends.Token);
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        byte[] now = ReadOrNothing();
        if (now.Length == 0 || now.AsSpan().SequenceEqual(seen))
        {
            return;
        }

        seen = now;
        switch (PolicyReader.Read(now))
        {
            case PolicyReading.Read read when read.Hash == hash:
                notice(null);
                break;
            case PolicyReading.Read read:
                await ReplaceAsync(read, cancellation);
                break;
            case PolicyReading.Refused refused:
                notice($"{path} was changed and is not a policy, the old one stays in force: {refused.Errors[0]}");
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task ReplaceAsync(PolicyReading.Read read, CancellationToken cancellation)
    {
        ChangeOutcome outcome = await engine
            .ReplacePolicyAsync(read.Policy, read.Hash, $"file {path}", cancellation);
        if (outcome is ChangeOutcome.Refused refused)
        {
            notice($"{path} was changed, the old policy stays in force: {refused.Why.Sentence}");
            return;
        }

        hash = read.Hash;
        notice($"{path} was changed; the new policy governs the next decision");
    }

    // A file that is being replaced may be missing for a moment; the next look sees it.
    private byte[] ReadOrNothing()
    {
        try
        {
            FileInfo file = new(path);
            return file.Exists && file.Length <= PolicyReader.LargestFileBytes ? File.ReadAllBytes(path) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
