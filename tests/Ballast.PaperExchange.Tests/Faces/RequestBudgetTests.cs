using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faces;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Stores;

namespace Ballast.PaperExchange.Tests.Faces;

/// <summary>
/// Limits as rest-api.md describes them: a warning first, then a ban that starts at two minutes and grows.
/// </summary>
public sealed class RequestBudgetTests : IDisposable
{
    private readonly Rig rig;
    private readonly BinanceFace face;

    public RequestBudgetTests()
    {
        rig = new Rig(
            new PaperVenueOptions
            {
                Accounts = [Rig.Customer(FeeTerms.Default)],
                RateLimits = new RateLimits(50, 2, 3),
            },
            new MemoryExchangeStore());
        face = new BinanceFace(rig.Venue, rig.Clock, new RequestBudget(rig.Venue));
    }

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task Weight_is_told_and_too_much_of_it_refused_until_the_minute_ends()
    {
        rig.Clock.Advance(TimeSpan.FromSeconds(20));
        (await GetAsync("exchangeInfo")).Headers["X-MBX-USED-WEIGHT-1M"].ShouldBe("20");
        (await GetAsync("exchangeInfo")).Headers["X-MBX-USED-WEIGHT-1M"].ShouldBe("40");

        FaceAnswer.Reply refused = await GetAsync("exchangeInfo");

        (refused.Status, refused.RetryAfterSeconds).ShouldBe((429, 40));
        refused.Body.ShouldContain("-1003");
        refused.Body.ShouldContain("current limit is 50 request weight per 1 MINUTE");
        rig.Clock.Advance(TimeSpan.FromSeconds(40));
        (await GetAsync("ping")).Headers["X-MBX-USED-WEIGHT-1M"].ShouldBe("1");
    }

    [Fact]
    public async Task Whoever_does_not_stop_is_banned_and_longer_the_next_time()
    {
        (await BanAsync()).ShouldBe(120);
        rig.Clock.Advance(TimeSpan.FromSeconds(119));
        (await GetAsync("ping")).Status.ShouldBe(418);
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        (await GetAsync("ping")).Status.ShouldBe(200);
        (await BanAsync()).ShouldBe(240);
    }

    [Fact]
    public async Task Orders_that_rest_count_and_too_many_are_refused()
    {
        (await PlaceAsync("type=MARKET&quantity=0.001")).Headers["X-MBX-ORDER-COUNT-10S"].ShouldBe("0");
        (await PlaceAsync(Resting)).Headers["X-MBX-ORDER-COUNT-10S"].ShouldBe("1");
        (await PlaceAsync(Resting)).Headers["X-MBX-ORDER-COUNT-1D"].ShouldBe("2");

        FaceAnswer.Reply refused = await PlaceAsync(Resting);

        (refused.Status, refused.RetryAfterSeconds).ShouldBe((429, 10));
        refused.Body.ShouldContain("Too many new orders; current limit is 2 orders per 10 SECOND.");
        rig.Venue.Record().Posts[^1].Outcome.ShouldBe("-1015");
        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        (await PlaceAsync(Resting)).Status.ShouldBe(200);
        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        (await PlaceAsync(Resting)).Body.ShouldContain("current limit is 3 orders per 1 DAY.");
    }

    private const string Resting = "type=LIMIT&timeInForce=GTC&quantity=0.001&price=40000";

    private async Task<int?> BanAsync()
    {
        FaceAnswer.Reply reply = await GetAsync("exchangeInfo");
        for (int i = 0; i < 20 && reply.Status != 418; i++)
        {
            reply = await GetAsync("exchangeInfo");
        }

        reply.Status.ShouldBe(418);
        return reply.RetryAfterSeconds;
    }

    private async Task<FaceAnswer.Reply> PlaceAsync(string form)
    {
        string stamped =
            $"symbol=BTCUSDC&side=BUY&{form}&timestamp={rig.Clock.GetUtcNow().ToUnixTimeMilliseconds()}";
        string body = $"{stamped}&signature={RequestSigner.Sign("papersecret", stamped)}";
        return await AskAsync(new FaceRequest("POST", "/api/v3/order", "", body, "paper"));
    }

    private Task<FaceAnswer.Reply> GetAsync(string path) =>
        AskAsync(new FaceRequest("GET", $"/api/v3/{path}", "", "", ""));

    private async Task<FaceAnswer.Reply> AskAsync(FaceRequest request) =>
        (await face.HandleAsync(request, TestContext.Current.CancellationToken)).ShouldBeOfType<FaceAnswer.Reply>();
}
