using System.Text.Json.Nodes;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Services;

namespace Ballast.PaperExchange.Faces.PurpleFlea;

/// <summary>
/// The services of the exchange's agents in the shape of the Purple Flea API, whatever carries it. Every account of the
/// exchange is an agent; its API key is the bearer key.
/// </summary>
public sealed class PurpleFleaFace : IExchangeFace
{
    /// <summary>Where the API begins.</summary>
    public const string Prefix = "/purpleflea/api/v1";

    private const int UsualDays = 30;
    private const int UsualEntries = 100;

    private static readonly WholeRange Days = new(1, 3650);
    private static readonly WholeRange EntryLimit = new(1, 1000);
    private static readonly WholeRange EntryNumber = new(0, long.MaxValue);

    private readonly PaperVenue venue;
    private readonly TimeProvider time;
    private readonly FleaPrices prices;

    /// <summary>Shows an exchange.</summary>
    public PurpleFleaFace(PaperVenue venue, TimeProvider time)
    {
        this.venue = venue;
        this.time = time;
        prices = new FleaPrices(venue);
    }

    /// <summary>Whether a path belongs here.</summary>
    public bool Owns(string path) =>
        path == Prefix || path.StartsWith(Prefix + "/", StringComparison.Ordinal);

    /// <summary>Answers one request, after the exchange's latency.</summary>
    public async Task<FaceAnswer> HandleAsync(FaceRequest request, CancellationToken cancellation)
    {
        if (venue.Options.Latency > TimeSpan.Zero)
        {
            await Task.Delay(venue.Options.Latency, time, cancellation);
        }

        FaceAnswer answer = Handle(request);
        if (answer is FaceAnswer.Reply { Delay: var delay } && delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, time, cancellation);
        }

        return answer;
    }

    private FaceAnswer Handle(FaceRequest request)
    {
        RequestScope scope = request.Method == "GET" ? RequestScope.Reads
            : request.Path.StartsWith(Prefix + "/trading/orders/", StringComparison.Ordinal) ? RequestScope.Cancels
            : RequestScope.Orders;
        if (FaultyAnswers.BeforeArrival(venue.Faults, scope) is { } early)
        {
            return early;
        }

        if (venue.Faults.Draw(FaultKind.RequestLost, scope) is not null)
        {
            return new FaceAnswer.Silence();
        }

        if (scope != RequestScope.Reads && venue.Faults.Draw(FaultKind.Delayed, scope) is { } delay)
        {
            _ = ExecuteLaterAsync(request, TimeSpan.FromSeconds(delay.Seconds));
            return new FaceAnswer.Silence();
        }

        FaceAnswer.Reply answer = Execute(request);
        if (venue.Faults.Draw(FaultKind.Duplicated, scope) is not null)
        {
            Execute(request);
        }

        return FaultyAnswers.AfterExecution(venue.Faults, scope, answer);
    }

    private async Task ExecuteLaterAsync(FaceRequest request, TimeSpan delay)
    {
        await Task.Delay(delay, time, CancellationToken.None);
        Execute(request);
    }

    private FaceAnswer.Reply Execute(FaceRequest request)
    {
        try
        {
            PaperAccount agent = AgentOf(request);
            string[] path = request.Path[Prefix.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
            JsonObject answer = request.Method switch
            {
                "GET" => Read(agent, path, new FleaQuery(request.Query)),
                "POST" => Post(agent, path, request.Body),
                "DELETE" => Delete(agent, path, new FleaQuery(request.Query)),
                _ => throw NoSuchPath(request),
            };
            return new FaceAnswer.Reply(200, answer.ToJsonString());
        }
        catch (FleaRefusalException refused)
        {
            return new FaceAnswer.Reply(refused.Status, refused.Body.ToJsonString());
        }
        catch (IOException)
        {
            return new FaceAnswer.Reply(500, """{"error":"the exchange could not store the request"}""");
        }
    }

    private JsonObject Read(PaperAccount agent, string[] path, FleaQuery query) => path switch
    {
        ["agents", var name, "portfolio"] => FleaJson.Portfolio(venue.Agents.Portfolio(Own(agent, name))),
        ["agents", var name, "returns"] =>
            FleaJson.Returns(venue.Agents.Returns(Own(agent, name), (int)query.FindWhole("days", UsualDays, Days))),
        ["agents", var name, "transactions"] => Listed("transactions", venue.Agents.Entries(
            Own(agent, name),
            query.FindWhole("after", 0, EntryNumber),
            (int)query.FindWhole("limit", UsualEntries, EntryLimit)).Select(FleaJson.Logged)),
        ["prices"] => prices.Of((query.Find("assets") ?? query.Find("pairs"))
            ?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            ?? [.. venue.Agents.Assets]),
        ["trading", "positions"] => Positions(Own(agent, query.Require("agent_id"))),
        ["trading", "orders"] => Listed("orders", venue.Agents.Account(Own(agent, query.Require("agent_id")))
            .Orders.Select(order => FleaJson.Resting(agent.Name, order))),
        ["wallet", "balances"] => Wallet(Own(agent, query.Require("agent_id")), query.Find("form")),
        _ => throw NoSuchPath(path),
    };

    private JsonObject Post(PaperAccount agent, string[] path, string text) => path switch
    {
        ["agents", var name, "rebalance"] => Done(
            venue.Agents.Move(Own(agent, name), FleaWishes.Movement(FleaBody.Of(text))),
            movement => FleaJson.Moved(agent.Name, movement)),
        ["trading", "order"] => Ordered(agent, FleaBody.Of(text)),
        ["wallet", "buy"] => Traded(agent, FleaBody.Of(text), TradeSide.Buy),
        ["wallet", "sell"] => Traded(agent, FleaBody.Of(text), TradeSide.Sell),
        ["wallet", "order"] => Traded(agent, FleaBody.Of(text), null),
        _ => throw NoSuchPath(path),
    };

    private JsonObject Delete(PaperAccount agent, string[] path, FleaQuery query)
    {
        string name = Own(agent, query.Find("agent_id") ?? agent.Name);
        return path switch
        {
            ["trading", "positions", var id] =>
                Done(venue.Agents.Close(name, id), closing => FleaJson.Closed(name, closing)),
            ["trading", "orders", var id] =>
                Done(venue.Agents.Cancel(name, id), order => FleaJson.Resting(name, order)),
            _ => throw NoSuchPath(path),
        };
    }

    private JsonObject Ordered(PaperAccount agent, FleaBody body)
    {
        string name = Own(agent, body.RequireText("agent_id"));
        return Done(venue.Agents.Place(name, FleaWishes.Perp(body)), answer => FleaJson.Ordered(name, answer));
    }

    private JsonObject Traded(PaperAccount agent, FleaBody body, TradeSide? side)
    {
        string name = Own(agent, body.RequireText("agent_id"));
        WalletWish wish = FleaWishes.Wallet(body, side ?? FleaWishes.SideOf(body));
        return Done(venue.Agents.Trade(name, wish), fill => FleaJson.Filled(name, fill));
    }

    private JsonObject Positions(string agent) => Listed("positions", venue.Agents.Account(agent).Positions
        .Select(position => FleaJson.Open(agent, position, venue.Agents.MarkOf(position.Market))));

    private JsonObject Wallet(string agent, string? form) => new()
    {
        ["balances"] = new JsonObject(AgentValues.WalletHoldings(venue.Agents.Account(agent))
            .Select(holding => KeyValuePair.Create(holding.Key, form switch
            {
                null or "quantity" => FleaJson.Number(holding.Value),
                "available" => (JsonNode?)new JsonObject { ["available"] = FleaJson.Number(holding.Value) },
                _ => throw FleaRefusalException.Invalid("form", "must be quantity or available"),
            }))),
    };

    private PaperAccount AgentOf(FaceRequest request)
    {
        const string Scheme = "Bearer ";
        string header = request.Authorization;
        bool isBearer = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
        string key = isBearer ? header[Scheme.Length..].Trim() : "";
        return venue.Options.Accounts.FirstOrDefault(account => account.ApiKey == key)
            ?? throw FleaRefusalException.Stranger();
    }

    // Whether another agent exists is nobody else's business.
    private static string Own(PaperAccount agent, string name) =>
        name == agent.Name ? name : throw FleaRefusalException.Missing($"this key has no agent '{name}'");

    private static JsonObject Listed(string name, IEnumerable<JsonObject> items) =>
        new() { [name] = new JsonArray([.. items]) };

    private static JsonObject Done<T>(AgentOutcome<T> outcome, Func<T, JsonObject> write) => outcome switch
    {
        AgentOutcome<T>.Done done => write(done.Value),
        AgentOutcome<T>.Invalid invalid => throw FleaRefusalException.Invalid(invalid.Field, invalid.Why),
        AgentOutcome<T>.Short tooMuch =>
            throw FleaRefusalException.Short(tooMuch.Available, tooMuch.Asset, tooMuch.Why),
        AgentOutcome<T>.Missing missing => throw FleaRefusalException.Missing(missing.Why),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static FleaRefusalException NoSuchPath(FaceRequest request) =>
        FleaRefusalException.Missing($"there is no {request.Method} {request.Path}");

    private static FleaRefusalException NoSuchPath(string[] path) =>
        FleaRefusalException.Missing($"there is no such request under {Prefix}: {string.Join('/', path)}");
}
