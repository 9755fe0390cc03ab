using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Ballast.Engine.Views;

namespace Ballast.Engine.Loops;

/// <summary>
/// Hands notices to everyone who watches. A slow watcher loses its oldest notices, never the engine's time.
/// </summary>
internal sealed class NoticeBoard
{
    private const int MostWaiting = 1000;

    private ImmutableList<Channel<EngineNotice>> watchers = [];

    /// <summary>Whether anybody watches; views are not written for nobody.</summary>
    public bool IsWatched => !watchers.IsEmpty;

    public void Post(EngineNotice notice)
    {
        foreach (Channel<EngineNotice> watcher in watchers)
        {
            watcher.Writer.TryWrite(notice);
        }
    }

    public void Close()
    {
        foreach (Channel<EngineNotice> watcher in watchers)
        {
            watcher.Writer.TryComplete();
        }
    }

    /// <summary>Watches from the moment of this call.</summary>
    public IAsyncEnumerable<EngineNotice> Watch(CancellationToken cancellation)
    {
        Channel<EngineNotice> channel = Channel.CreateBounded<EngineNotice>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        ImmutableInterlocked.Update(ref watchers, all => all.Add(channel));
        return ReadAsync(channel, cancellation);
    }

    private async IAsyncEnumerable<EngineNotice> ReadAsync(
        Channel<EngineNotice> channel, [EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            await foreach (EngineNotice notice in channel.Reader.ReadAllAsync(cancellation))
            {
                yield return notice;
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref watchers, all => all.Remove(channel));
        }
    }
}
