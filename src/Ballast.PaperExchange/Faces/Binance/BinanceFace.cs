using System.Text.Json.Nodes;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Orders;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>
/// The exchange in the shape of Binance Spot's REST interface, whatever carries it: a request in, an answer (or a fault
/// of the transport) out.
/// </summary>
public sealed class BinanceFace : IExchangeFace
{
    private readonly PaperVenue venue;
    private readonly TimeProvider time;
    private readonly AccountRequests requests;
    private readonly RequestGate gate;

    /// <summary>Shows an exchange.</summary>
    public BinanceFace(PaperVenue venue, TimeProvider time)
    {
        this.venue = venue;
        this.time = time;
        ToldTime told = new(venue);
        gate = new RequestGate(venue, told);
        Reads = new MarketReads(venue, told);
        requests = new AccountRequests(venue);
    }

    /// <summary>The requests that need no key.</summary>
    internal MarketReads Reads { get; }

    /// <summary>Every path: what it does not know it refuses in Binance's words.</summary>
    bool IExchangeFace.Owns(string path) => true;

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

    /// <summary>Whose signed request it is.</summary>
    /// <exception cref="FaceRefusalException">Key, time or signature are wrong.</exception>
    internal PaperAccount Authenticate(FaceRequest request) => Admit(request, Parameters.Of(request)).Account;

    private FaceAnswer Handle(FaceRequest request)
    {
        RequestScope scope = ScopeOf(request);
        if (FaultyAnswers.BeforeArrival(venue.Faults, scope) is { } early)
        {
            return early;
        }

        if (venue.Faults.Draw(FaultKind.RequestLost, scope) is not null)
        {
            NotePost(request, scope, "lost");
            return new FaceAnswer.Silence();
        }

        if (scope == RequestScope.Orders && venue.Faults.Draw(FaultKind.Delayed, scope) is { } delay)
        {
            PlaceLater(request, delay);
            return new FaceAnswer.Silence();
        }

        if (venue.Faults.Draw(FaultKind.Reject, scope) is { } reject)
        {
            NotePost(request, scope, $"{reject.Number}");
            return BinanceJson.Error(new Refusal((int)reject.Number, reject.Text));
        }

        FaceAnswer.Reply answer = Execute(request, scope);
        if (venue.Faults.Draw(FaultKind.Duplicated, scope) is not null)
        {
            NotePost(request, scope, "duplicate");
            Execute(request, scope);
        }

        return FaultyAnswers.AfterExecution(venue.Faults, scope, answer);
    }

    private FaceAnswer.Reply Execute(FaceRequest request, RequestScope scope)
    {
        try
        {
            return new FaceAnswer.Reply(200, Route(request, Parameters.Of(request)).ToJsonString());
        }
        catch (FaceRefusalException refused)
        {
            // What reached the exchange's own order desk is noted there; what failed before, here.
            if (refused is not DeskRefusalException)
            {
                NotePost(request, scope, $"{refused.Refusal.Code}");
            }

            return BinanceJson.Error(refused.Refusal);
        }
        catch (IOException)
        {
            return BinanceJson.Error(new Refusal(-1000, "An unknown error occurred while processing the request."))
                with
            { Status = 500 };
        }
    }

    private JsonNode Route(FaceRequest request, Parameters parameters) => (request.Method, request.Path) switch
    {
        ("GET", "/api/v3/ping") => new JsonObject(),
        ("GET", "/api/v3/time") => Reads.ExchangeTime(),
        ("GET", "/api/v3/exchangeInfo") => Reads.ExchangeRules(),
        ("GET", "/api/v3/depth") => Reads.Depth(parameters),
        ("GET", "/api/v3/ticker/price") => Reads.Prices(parameters),
        ("GET", "/api/v3/ticker/bookTicker") => Reads.BookTickers(parameters),
        ("GET", "/api/v3/ticker/24hr") => Reads.DayTickers(parameters),
        ("GET", "/api/v3/klines") => Reads.Candles(parameters),
        ("GET", "/api/v3/account") => requests.Account(Admit(request, parameters)),
        ("POST", "/api/v3/order") => requests.Place(parameters, Admit(request, parameters)),
        ("POST", "/api/v3/order/test") => Test(parameters, Admit(request, parameters)),
        ("GET", "/api/v3/order") => requests.Find(parameters, Admit(request, parameters)),
        ("DELETE", "/api/v3/order") => requests.Cancel(parameters, Admit(request, parameters)),
        ("GET", "/api/v3/openOrders") => requests.OpenOrders(parameters, Admit(request, parameters)),
        ("DELETE", "/api/v3/openOrders") => requests.CancelAll(parameters, Admit(request, parameters)),
        ("GET", "/api/v3/allOrders") => requests.AllOrders(parameters, Admit(request, parameters)),
        ("GET", "/api/v3/myTrades") => requests.Trades(parameters, Admit(request, parameters)),
        ("GET", "/sapi/v1/asset/tradeFee") => requests.TradeFees(parameters, Admit(request, parameters)),
        _ => throw Parameters.Refuse(-1102, $"No such path: {request.Method} {request.Path}"),
    };

    private Admitted Admit(FaceRequest request, Parameters parameters) => gate.Admit(request, parameters);

    private static JsonObject Test(Parameters parameters, Admitted admitted)
    {
        OrderParameters.Read(parameters, admitted);
        return [];
    }

    private void PlaceLater(FaceRequest request, FaultRule delay)
    {
        try
        {
            var parameters = Parameters.Of(request);
            Admitted admitted = Admit(request, parameters);
            NewOrder order = OrderParameters.Read(parameters, admitted);
            venue.PlaceLater(admitted.Account.Name, order, Duration.FromSeconds(delay.Seconds));
        }
        catch (FaceRefusalException refused)
        {
            NotePost(request, RequestScope.Orders, $"{refused.Refusal.Code}");
        }
    }

    private void NotePost(FaceRequest request, RequestScope scope, string outcome)
    {
        if (scope == RequestScope.Orders)
        {
            string account = venue.FindAccount(request.ApiKey)?.Name ?? "";
            venue.NotePost(account, Parameters.Of(request).Find("newClientOrderId"), outcome);
        }
    }

    private static RequestScope ScopeOf(FaceRequest request) => (request.Method, request.Path) switch
    {
        ("POST", "/api/v3/order") => RequestScope.Orders,
        ("DELETE", _) => RequestScope.Cancels,
        _ => RequestScope.Reads,
    };
}
