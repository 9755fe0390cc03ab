using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faces.Binance;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>
/// One connection to the WebSocket API: requests go to the handlers of REST, events of accounts come on the same
/// connection.
/// </summary>
internal sealed class ApiSession : IStreamListener
{
    private readonly StreamConnection connection;
    private readonly StreamSources sources;
    private readonly ApiDesk desk;
    private readonly bool showsLimits;
    private readonly SortedDictionary<int, string> accounts = [];
    private readonly long connectedSince;
    private int nextSubscription;

    private ApiSession(StreamConnection connection, StreamSources sources, ApiDesk desk, FaceRequest opening)
    {
        this.connection = connection;
        this.sources = sources;
        this.desk = desk;
        showsLimits = !opening.Query.Split('&').Contains("returnRateLimits=false");
        connectedSince = BinanceJson.Ms(desk.Now);
    }

    /// <summary>Serves a connection until it ends.</summary>
    public static async Task ServeAsync(
        StreamConnection connection, StreamSources sources, ApiDesk desk, FaceRequest opening,
        CancellationToken cancellation)
    {
        var session = new ApiSession(connection, sources, desk, opening);
        sources.Hub.Enter(session);
        try
        {
            await connection.RunAsync(text => _ = session.AnswerAsync(text), cancellation);
        }
        finally
        {
            sources.Hub.Leave(session);
        }
    }

    public void Take(string stream, string json) =>
        connection.Send($$"""{"subscriptionId":{{stream}},"event":{{json}}}""");

    public void End(WebSocketCloseStatus status, string reason) => connection.End(status, reason);

    public void Break() => connection.Break();

    private async Task AnswerAsync(string text)
    {
        bool isAnswered = false;
        try
        {
            ApiRequest request = ApiRequest.Read(text);
            if (OwnAnswer(request) is { } own)
            {
                connection.Send(own);
            }
            else
            {
                await PassOnAsync(request);
            }

            isAnswered = true;
        }
        catch (FaceRefusalException refused)
        {
            FaceAnswer.Reply error = BinanceJson.Error(refused.Refusal);
            connection.Send(ApiReply.Of(ApiRequest.IdOf(text), error, BinanceJson.Ms(desk.Now), null));
            isAnswered = true;
        }
        finally
        {
            if (!isAnswered)
            {
                End(WebSocketCloseStatus.InternalServerError, "the exchange could not answer");
            }
        }
    }

    private async Task PassOnAsync(ApiRequest request)
    {
        switch (await desk.HandleAsync(request))
        {
            case FaceAnswer.Reply reply:
                RateLimits? limits = request.WantsLimits ?? showsLimits ? desk.Limits : null;
                connection.Send(ApiReply.Of(request.Id, reply, BinanceJson.Ms(desk.Now), limits));
                break;
            case FaceAnswer.Silence:
                break;
            case FaceAnswer.Reset:
                Break();
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private string? OwnAnswer(ApiRequest request)
    {
        switch (request.Method)
        {
            case "userDataStream.subscribe.signature":
                return Subscribe(request, desk.Authenticate(request));
            case "userDataStream.subscribe":
                throw Parameters.Refuse(-1002, "You are not authorized to execute this request.");
            case "userDataStream.unsubscribe":
                Unsubscribe(request.Find("subscriptionId"));
                return ApiReply.Done(request.Id, new JsonObject());
            case "session.logon":
                // Only an Ed25519 key can log on, and this exchange has none.
                desk.Authenticate(request);
                throw Parameters.Refuse(-4056, "HMAC_SHA256 API key is not supported.");
            case "session.status" or "session.logout":
                return ApiReply.Done(request.Id, Status());
            case "session.subscriptions":
                return ApiReply.Done(request.Id, new JsonArray([.. accounts.Keys.Select(Subscription)]));
            default:
                return null;
        }
    }

    private string Subscribe(ApiRequest request, PaperAccount account)
    {
        lock (accounts)
        {
            if (accounts.ContainsValue(account.Name))
            {
                throw Parameters.Refuse(-2035, "User Data Stream subscription already active.");
            }

            int id = nextSubscription++;
            accounts.Add(id, account.Name);
            string name = id.ToString(CultureInfo.InvariantCulture);
            sources.Hub.JoinAccount(account.Name, new AccountListener(name, this, () => true));
            return ApiReply.Done(request.Id, Subscription(id));
        }
    }

    private void Unsubscribe(string? subscription)
    {
        lock (accounts)
        {
            foreach (int id in accounts.Keys.ToArray())
            {
                string name = id.ToString(CultureInfo.InvariantCulture);
                if (subscription is null || subscription == name)
                {
                    accounts.Remove(id);
                    sources.Hub.LeaveAccount(name, this);
                }
            }
        }
    }

    private JsonObject Status() => new JsonObject
    {
        ["apiKey"] = null,
        ["authorizedSince"] = null,
        ["connectedSince"] = connectedSince,
        ["returnRateLimits"] = showsLimits,
        ["serverTime"] = BinanceJson.Ms(desk.Now),
        ["userDataStream"] = accounts.Count > 0,
    };

    private static JsonNode Subscription(int id) => new JsonObject { ["subscriptionId"] = id };
}
