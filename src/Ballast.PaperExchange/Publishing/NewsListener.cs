using System.Threading.Channels;

namespace Ballast.PaperExchange.Publishing;

/// <summary>
/// One listener's queue of news. It is bounded: a listener that falls behind by more than its capacity is cut off, and
/// never holds up the exchange.
/// </summary>
public sealed class NewsListener : IDisposable
{
    private readonly Channel<VenueNews> queue;
    private readonly Action<NewsListener> leave;

    internal NewsListener(int capacity, Action<NewsListener> leave)
    {
        queue = Channel.CreateBounded<VenueNews>(new BoundedChannelOptions(capacity) { SingleReader = true });
        this.leave = leave;
    }

    /// <summary>
    /// The news in the order of their commits; it ends when the listener leaves or has been cut off.
    /// </summary>
    public ChannelReader<VenueNews> News => queue.Reader;

    /// <summary>Whether it fell behind and was cut off: what it has read is whole, what follows is missing.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>Listens no longer.</summary>
    public void Dispose()
    {
        leave(this);
        queue.Writer.TryComplete();
    }

    /// <summary>Takes news without waiting; what cannot, has been cut off.</summary>
    internal bool Offer(VenueNews news)
    {
        if (queue.Writer.TryWrite(news))
        {
            return true;
        }

        IsCutOff = true;
        queue.Writer.TryComplete();
        return false;
    }
}
