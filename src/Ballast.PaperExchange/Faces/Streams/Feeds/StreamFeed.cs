using System.Text.Json.Nodes;
using Ballast.PaperExchange.Publishing;

namespace Ballast.PaperExchange.Faces.Streams.Feeds;

/// <summary>
/// One stream while somebody listens to it: which events it makes. Its owner calls it from one thread at a time.
/// </summary>
internal abstract class StreamFeed : IDisposable
{
    /// <summary>Beats of the streams' pulse in a second.</summary>
    public const int BeatsPerSecond = 10;

    /// <summary>What a new listener is told first, so that it need not wait until a quiet market moves.</summary>
    public virtual IEnumerable<JsonNode> OnJoined() => [];

    /// <summary>What a commit makes of it.</summary>
    public virtual IEnumerable<JsonNode> OnNews(VenueNews news) => [];

    /// <summary>What time makes of it.</summary>
    /// <param name="beat">Counts tenths of a second.</param>
    public virtual IEnumerable<JsonNode> OnBeat(long beat) => [];

    public virtual void Dispose()
    {
    }
}
