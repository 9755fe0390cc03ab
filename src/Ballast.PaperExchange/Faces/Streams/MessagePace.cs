namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>Counts a client's messages: no more than a number in any second.</summary>
internal sealed class MessagePace(int perSecond, TimeProvider clock)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Queue<long> arrivals = new();

    /// <summary>Whether one more may come now.</summary>
    public bool Admits()
    {
        while (arrivals.TryPeek(out long oldest) && clock.GetElapsedTime(oldest) >= Second)
        {
            arrivals.Dequeue();
        }

        arrivals.Enqueue(clock.GetTimestamp());
        return arrivals.Count <= perSecond;
    }
}
