using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Ballast.PaperExchange.Faces.Streams.Feeds;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Publishing;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>
/// Turns what the exchange tells into the events of the streams that somebody listens to: each event is made once,
/// whoever many listen. Nothing here waits for a listener.
/// </summary>
internal sealed class StreamHub : IAsyncDisposable
{
    /// <summary>The name under which faults know the events of accounts.</summary>
    public const string UserData = "userData";

    private const int NewsWaiting = 65_536;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1) / StreamFeed.BeatsPerSecond;

    private readonly Lock gate = new();
    private readonly PaperVenue venue;
    private readonly StreamCatalog catalog;
    private readonly StreamFaults bent;
    private readonly SortedDictionary<string, OpenStream> streams = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<AccountListener>> accounts = new(StringComparer.Ordinal);
    private readonly HashSet<IStreamListener> present = [];
    private readonly Task reading;
    private readonly ITimer pulse;
    private NewsListener news;
    private long beat;
    private bool hasEnded;

    public StreamHub(PaperVenue venue, StreamCatalog catalog, TimeProvider machine)
    {
        this.venue = venue;
        this.catalog = catalog;
        bent = new StreamFaults(venue.Faults);
        news = venue.Listen(NewsWaiting);
        reading = ReadNewsAsync();
        pulse = machine.CreateTimer(_ => OnBeat(), null, Beat, Beat);
    }

    /// <summary>Someone is there to be told how the exchange fares.</summary>
    public void Enter(IStreamListener listener)
    {
        lock (gate)
        {
            present.Add(listener);
        }
    }

    /// <summary>Someone has gone and listens to nothing any more.</summary>
    public void Leave(IStreamListener listener)
    {
        lock (gate)
        {
            present.Remove(listener);
            foreach (string name in streams.Keys.ToArray())
            {
                LeaveNow(name, listener);
            }

            foreach (List<AccountListener> listeners in accounts.Values)
            {
                listeners.RemoveAll(one => one.Listener == listener);
            }
        }
    }

    /// <summary>Listens to a stream that there is; what it tells newcomers comes at once.</summary>
    public void Join(string name, IStreamListener listener) => Guarded(() =>
    {
        if (!streams.TryGetValue(name, out OpenStream? stream))
        {
            streams.Add(name, stream = new OpenStream(catalog.Open(name), []));
        }

        if (!stream.Listeners.Contains(listener))
        {
            stream.Listeners.Add(listener);
            Deliver(name, [listener], stream.Feed.OnJoined());
        }
    });

    /// <summary>Listens to a stream no longer.</summary>
    public void Leave(string name, IStreamListener listener)
    {
        lock (gate)
        {
            LeaveNow(name, listener);
        }
    }

    /// <summary>Listens to the events of an account.</summary>
    public void JoinAccount(string account, AccountListener listener)
    {
        lock (gate)
        {
            if (!accounts.TryGetValue(account, out List<AccountListener>? listeners))
            {
                accounts.Add(account, listeners = []);
            }

            listeners.Add(listener);
        }
    }

    /// <summary>Listens to an account no longer, under that name.</summary>
    public void LeaveAccount(string name, IStreamListener listener)
    {
        lock (gate)
        {
            foreach (List<AccountListener> listeners in accounts.Values)
            {
                listeners.RemoveAll(one => one.Listener == listener && one.Name == name);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await pulse.DisposeAsync();
        lock (gate)
        {
            hasEnded = true;
            news.Dispose();
        }

        await reading;
        lock (gate)
        {
            foreach (OpenStream stream in streams.Values)
            {
                stream.Feed.Dispose();
            }

            streams.Clear();
        }
    }

    private async Task ReadNewsAsync()
    {
        while (!hasEnded)
        {
            await foreach (VenueNews told in news.News.ReadAllAsync())
            {
                Guarded(() => OnNews(told));
            }

            ListenAnew();
        }
    }

    // What was missed is lost to all who listen: they are told to begin anew.
    private void ListenAnew()
    {
        lock (gate)
        {
            if (!hasEnded)
            {
                EndAll("events came faster than they could be passed on");
                news = venue.Listen(NewsWaiting);
            }
        }
    }

    private void OnNews(VenueNews told)
    {
        foreach ((string name, OpenStream stream) in streams)
        {
            Deliver(name, stream.Listeners, stream.Feed.OnNews(told));
        }

        foreach ((string account, List<AccountListener> listeners) in accounts.Where(pair => pair.Value.Count > 0))
        {
            foreach (string json in AccountEvents.Of(told, account).SelectMany(
                made => bent.Bend(UserData, made.ToJsonString())))
            {
                listeners.FindAll(one => one.IsLive()).ForEach(one => one.Listener.Take(one.Name, json));
            }
        }
    }

    private void OnBeat() => Guarded(() =>
    {
        beat++;
        if (venue.Faults.Standing(FaultKind.Down, "") is { On: RequestScope.All })
        {
            foreach (IStreamListener listener in present.ToArray())
            {
                listener.Break();
            }
        }

        foreach ((string name, OpenStream stream) in streams)
        {
            Deliver(name, stream.Listeners, stream.Feed.OnBeat(beat));
        }
    });

    private void Deliver(string name, List<IStreamListener> listeners, IEnumerable<JsonNode> events)
    {
        foreach (string json in events.SelectMany(made => bent.Bend(name, made.ToJsonString())))
        {
            listeners.ForEach(listener => listener.Take(name, json));
        }
    }

    private void LeaveNow(string name, IStreamListener listener)
    {
        if (streams.TryGetValue(name, out OpenStream? stream)
            && stream.Listeners.Remove(listener) && stream.Listeners.Count == 0)
        {
            streams.Remove(name);
            stream.Feed.Dispose();
        }
    }

    // The exchange stops for good where it cannot store what it did; who listens must not go on believing.
    private void Guarded(Action work)
    {
        lock (gate)
        {
            try
            {
                work();
            }
            catch (IOException)
            {
                EndAll("the exchange has stopped");
            }
        }
    }

    private void EndAll(string reason)
    {
        lock (gate)
        {
            foreach (IStreamListener listener in present.ToArray())
            {
                listener.End(WebSocketCloseStatus.InternalServerError, reason);
            }
        }
    }

    private sealed record OpenStream(StreamFeed Feed, List<IStreamListener> Listeners);
}
