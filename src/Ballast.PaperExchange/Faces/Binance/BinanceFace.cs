using System.Globalization;
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
    private const string NotFound = "<html><body><h2>404 Not found</h2></body></html>";
    private const string Replacing = "/api/v3/order/cancelReplace";
    private const string NotAllowed = "<html><body><h2>405 Method not allowed</h2></body></html>";

    private readonly PaperVenue venue;
    private readonly TimeProvider time;
    private readonly RequestGate gate;
    private readonly RequestBudget? budget;
    private readonly SpotRoutes routes;

    /// <summary>Shows an exchange to whoever may ask as often as it likes.</summary>
    public BinanceFace(PaperVenue venue, TimeProvider time)
        : this(venue, time, null)
    {
    }

    /// <summary>Shows an exchange and counts requests.</summary>
    internal BinanceFace(PaperVenue venue, TimeProvider time, RequestBudget? budget)
    {
        this.venue = venue;
        this.time = time;
        this.budget = budget;
        ToldTime told = new(venue);
        gate = new RequestGate(venue, told);
        routes = new SpotRoutes(venue, told, budget);
    }

    /// <summary>Every path: what it does not know it refuses in Binance's words.</summary>
    bool IExchangeFace.Owns(string path) => true;

    /// <summary>Answers one request, after the exchange's latency.</summary>
    public async Task<FaceAnswer> HandleAsync(FaceRequest request, CancellationToken cancellation)
    {
        if (venue.Options.Latency > TimeSpan.Zero)
        {
            await Task.Delay(venue.Options.Latency, time, cancellation);
        }

        FaceAnswer answer = budget is null ? Handle(request) : await HandleTogetherAsync(request);
        if (answer is FaceAnswer.Reply { Delay: var delay } && delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, time, cancellation);
        }

        return answer;
    }

    /// <summary>Whose signed request it is.</summary>
    /// <exception cref="FaceRefusalException">Key, time or signature are wrong.</exception>
    internal PaperAccount Authenticate(FaceRequest request) =>
        gate.Admit(request, Parameters.Of(request)).Account;

    /// <summary>What a read that needs no key answers, without faults and without weight: for events that tell the
    /// same.</summary>
    /// <exception cref="FaceRefusalException">It cannot be answered.</exception>
    internal JsonNode Read(string path, string query)
    {
        FaceRequest asked = new("GET", path, query, "", "");
        return routes.Find(asked) is { Access: RouteAccess.Open } route
            ? route.Answer(Parameters.Of(asked), null)
            : throw new ArgumentException($"no open read of {path}", nameof(path));
    }

    // Over the network many ask at once, and a commit for each would be a flush to the disk for each. Within a process
    // whoever asks goes on with the answer on its own turn.
    private async Task<FaceAnswer> HandleTogetherAsync(FaceRequest request)
    {
        try
        {
            return await venue.TogetherAsync(() => Handle(request));
        }
        catch (IOException)
        {
            return NotStored();
        }
    }

    private static FaceAnswer.Reply NotStored() =>
        BinanceJson.Error(new Refusal(-1000, "An unknown error occurred while processing the request.")) with
        {
            Status = 500,
        };

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

        if (scope == RequestScope.Orders && request.Path != Replacing
            && venue.Faults.Draw(FaultKind.Delayed, scope) is { } delay)
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
        if (routes.Find(request) is not { } route)
        {
            FaceAnswer.Reply unknown = routes.Has(request.Path) ? new(405, NotAllowed) : new(404, NotFound);
            return unknown with { Headers = unknown.Headers.Add("Content-Type", "text/html") };
        }

        try
        {
            return Execute(route, request, scope);
        }
        catch (FaceRefusalException refused)
        {
            // What reached the exchange's own order desk is noted there; what failed before, here.
            if (refused is not DeskRefusalException)
            {
                NotePost(request, scope, $"{refused.Refusal.Code}");
            }

            return WithWeight(refused.Reply);
        }
        catch (IOException)
        {
            return NotStored();
        }
    }

    private FaceAnswer.Reply Execute(Route route, FaceRequest request, RequestScope scope)
    {
        var parameters = Parameters.Of(request);
        if (budget?.Charge(route.Weight(parameters)) is { } tooMuch)
        {
            NotePost(request, scope, "-1003");
            return WithWeight(tooMuch);
        }

        parameters.Allow(route.Allowed);
        Admitted? admitted = route.Access == RouteAccess.Signed ? gate.Admit(request, parameters) : null;
        if (scope == RequestScope.Orders && budget?.RefusalOfOrder(admitted!.Account.Name) is { } tooMany)
        {
            NotePost(request, scope, "-1015");
            return WithOrderCounts(WithWeight(tooMany), admitted!);
        }

        string body = BinanceJson.Text(route.Answer(parameters, admitted));
        FaceAnswer.Reply reply = WithWeight(new FaceAnswer.Reply(200, body));
        return scope == RequestScope.Orders ? WithOrderCounts(reply, admitted!) : reply;
    }

    private FaceAnswer.Reply WithWeight(FaceAnswer.Reply reply)
    {
        if (budget is null)
        {
            return reply;
        }

        string used = budget.UsedWeight.ToString(CultureInfo.InvariantCulture);
        return reply with
        {
            Headers = reply.Headers.SetItem("X-MBX-USED-WEIGHT", used).SetItem("X-MBX-USED-WEIGHT-1M", used),
        };
    }

    private FaceAnswer.Reply WithOrderCounts(FaceAnswer.Reply reply, Admitted admitted)
    {
        if (budget is null)
        {
            return reply;
        }

        (int seconds, int day) = budget.OrdersOf(admitted.Account.Name);
        return reply with
        {
            Headers = reply.Headers
                .SetItem("X-MBX-ORDER-COUNT-10S", seconds.ToString(CultureInfo.InvariantCulture))
                .SetItem("X-MBX-ORDER-COUNT-1D", day.ToString(CultureInfo.InvariantCulture)),
        };
    }

    private void PlaceLater(FaceRequest request, FaultRule delay)
    {
        try
        {
            var parameters = Parameters.Of(request);
            parameters.Allow(routes.Find(request)!.Allowed);
            Admitted admitted = gate.Admit(request, parameters);
            NewOrder order = OrderParameters.Read(venue, parameters, admitted);
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
        ("POST", "/api/v3/order" or Replacing) => RequestScope.Orders,
        ("DELETE", _) => RequestScope.Cancels,
        _ => RequestScope.Reads,
    };
}
