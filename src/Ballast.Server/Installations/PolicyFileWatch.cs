using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine;

namespace Ballast.Server.Installations;

/// <summary>
/// Follows a policy file while the server runs. Looking at it once a second is enough for people and, unlike change
/// notifications,
/// works for every editor's way of saving and for every file system. A file that is gone or is not a policy changes
/// nothing, and is reported.
/// </summary>
internal sealed class PolicyFileWatch : IAsyncDisposable
{
    private const int LooksUntilGone = 2;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly string path;
    private readonly PortfolioEngine engine;
    private readonly Action<string?> notice;
    private readonly CancellationTokenSource ends = new();
    private readonly Task watching;
    private readonly PortfolioId portfolio;
    private byte[] seen;
    private string hash;
    private int blindLooks;

    /// <summary>Begins to watch.</summary>
    public PolicyFileWatch(
        PolicySource.FromFile source, PortfolioEngine engine, TimeProvider real, Action<string?> notice)
    {
        path = source.Path;
        this.engine = engine;
        this.notice = notice;
        portfolio = source.First.Policy.Portfolio;
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
        if (now.Length == 0)
        {
            MissIt();
            return;
        }

        bool wasGone = blindLooks >= LooksUntilGone;
        blindLooks = 0;
        if (now.AsSpan().SequenceEqual(seen) && !wasGone)
        {
            return;
        }

        seen = now;
        switch (PolicyReader.Read(now))
        {
            case PolicyReading.Read read when read.Hash == hash:
                notice(null);
                break;
            case PolicyReading.Read read when read.Policy.Portfolio != portfolio:
                notice($"{path} names the portfolio {read.Policy.Portfolio} now, the old policy of {portfolio} stays "
                    + "in force; stop and start to serve another portfolio");
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

    // A file that is being replaced is missing for a moment; one that stays away is worth a word, once.
    private void MissIt()
    {
        blindLooks++;
        if (blindLooks == LooksUntilGone)
        {
            notice($"{path} is gone, empty or not readable; the policy that was read last stays in force");
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
