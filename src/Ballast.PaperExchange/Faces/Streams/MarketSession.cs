using System.Net.WebSockets;
using System.Text.Json;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>One connection to market streams: what it listens to, and its control messages.</summary>
internal sealed class MarketSession : IStreamListener
{
    private readonly StreamConnection connection;
    private readonly StreamSources sources;
    private readonly MessagePace pace;
    private readonly List<string> listening = [];
    private string[] joining = [];
    private volatile bool isCombined;

    private MarketSession(StreamConnection connection, StreamSources sources)
    {
        this.connection = connection;
        this.sources = sources;
        pace = new MessagePace(sources.Limits.MessagesPerSecond, sources.Machine);
    }

    /// <summary>Serves a connection until it ends.</summary>
    public static async Task ServeAsync(
        StreamConnection connection, StreamSources sources, FaceRequest opening, CancellationToken cancellation)
    {
        var session = new MarketSession(connection, sources);
        sources.Hub.Enter(session);
        try
        {
            session.Open(opening);
            await connection.RunAsync(session.OnText, cancellation);
        }
        finally
        {
            sources.Hub.Leave(session);
        }
    }

    public void Take(string stream, string json) => connection.Send(isCombined
        ? $$"""{"stream":"{{stream}}","data":{{json}}}"""
        : json);

    public void End(WebSocketCloseStatus status, string reason) => connection.End(status, reason);

    public void Break() => connection.Break();

    private void Open(FaceRequest opening)
    {
        isCombined = opening.Path.StartsWith("/stream", StringComparison.Ordinal);
        foreach (string name in NamesIn(opening))
        {
            if (IsKnown(name))
            {
                Subscribe([name]);
                JoinNew();
            }
            else if (name.Contains('@', StringComparison.Ordinal))
            {
                // A name without an at sign is a listen key that nobody has any more, or a client's own label.
                End(WebSocketCloseStatus.PolicyViolation, "Illegal format ws or stream");
            }
        }
    }

    private static string[] NamesIn(FaceRequest opening)
    {
        const string Raw = "/ws/";
        string names = opening.Path.StartsWith(Raw, StringComparison.Ordinal)
            ? opening.Path[Raw.Length..]
            : QueryOf(opening.Query);
        return Uri.UnescapeDataString(names).Split('/', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string QueryOf(string query)
    {
        const string Streams = "streams=";
        return query.Split('&').FirstOrDefault(part => part.StartsWith(Streams, StringComparison.Ordinal))
            ?[Streams.Length..] ?? "";
    }

    private void OnText(string text)
    {
        if (pace.Admits())
        {
            connection.Send(StreamRequest.Answer(text, Answer));
            JoinNew();
        }
        else
        {
            End(WebSocketCloseStatus.PolicyViolation, "Too many requests");
        }
    }

    private string Answer(StreamRequest request)
    {
        switch (request.Method)
        {
            case "SUBSCRIBE":
                Subscribe(request.Names());
                return "null";
            case "UNSUBSCRIBE":
                Unsubscribe(request.Names());
                return "null";
            case "LIST_SUBSCRIPTIONS":
                return JsonSerializer.Serialize(listening, JsonText.Plain);
            default:
                isCombined = request.Combined() ?? isCombined;
                return request.Method == "SET_PROPERTY" ? "null" : isCombined ? "true" : "false";
        }
    }

    private void Subscribe(IReadOnlyList<string> names)
    {
        if (!names.All(IsKnown))
        {
            throw StreamRequest.Refuse("invalid stream");
        }

        joining = [.. names.Distinct().Where(name => !listening.Contains(name))];
        if (listening.Count + joining.Length > sources.Limits.Streams)
        {
            joining = [];
            throw StreamRequest.Refuse("too many streams on one connection");
        }

        listening.AddRange(joining);
    }

    // After the answer, so that a subscription's first event follows it.
    private void JoinNew()
    {
        foreach (string name in joining)
        {
            if (sources.Keys.AccountOf(name) is { } account)
            {
                sources.Hub.JoinAccount(
                    account, new AccountListener(name, this, () => sources.Keys.AccountOf(name) is not null));
            }
            else
            {
                sources.Hub.Join(name, this);
            }
        }

        joining = [];
    }

    private void Unsubscribe(IReadOnlyList<string> names)
    {
        foreach (string name in names.Where(listening.Remove))
        {
            sources.Hub.Leave(name, this);
            sources.Hub.LeaveAccount(name, this);
        }
    }

    private bool IsKnown(string name) =>
        sources.Catalog.Has(name) || sources.Keys.AccountOf(name) is not null;
}
