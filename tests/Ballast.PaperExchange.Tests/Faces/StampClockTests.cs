using System.Text.Json;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faces;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Stores;
using Ballast.Testing;

namespace Ballast.PaperExchange.Tests.Faces;

/// <summary>Requests to an exchange whose market has a time of its own, two years before the machine's.</summary>
public sealed class StampClockTests : IDisposable
{
    private readonly ManualClock machine = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Rig rig;
    private readonly BinanceFace face;

    public StampClockTests()
    {
        rig = new Rig(
            new PaperVenueOptions { Accounts = [Rig.Customer(FeeTerms.Default)] }, new MemoryExchangeStore(), machine);
        face = new BinanceFace(rig.Venue, rig.Clock);
    }

    public void Dispose() => rig.Dispose();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-5000, 0)]
    [InlineData(-5001, -1021)]
    [InlineData(999, 0)]
    [InlineData(1000, -1021)]
    public async Task A_customer_may_stamp_by_either_clock(int offsetMs, int code)
    {
        (await CodeAsync("paper", machine, offsetMs)).ShouldBe(code);
        (await CodeAsync("paper", rig.Clock, offsetMs)).ShouldBe(code);
    }

    [Fact]
    public async Task The_key_of_market_time_is_not_valid_by_the_machines()
    {
        (await CodeAsync("paper@market", rig.Clock, 0)).ShouldBe(0);
        (await CodeAsync("paper@market", machine, 0)).ShouldBe(-1021);
    }

    [Fact]
    public async Task A_client_that_asked_for_the_time_once_is_right_however_fast_the_market_runs()
    {
        JsonElement told = await AskAsync(new FaceRequest("GET", "/api/v3/time", "", "", ""));
        long ahead = told.GetProperty("serverTime").GetInt64() - machine.GetUtcNow().ToUnixTimeMilliseconds();
        machine.Advance(TimeSpan.FromSeconds(30));
        rig.Clock.Advance(TimeSpan.FromSeconds(30 * 3600));

        (await CodeAsync("paper", machine, ahead)).ShouldBe(0);
        (await CodeAsync("paper", machine, ahead - 5001)).ShouldBe(-1021);
        (await CodeAsync("paper@market", machine, ahead)).ShouldBe(-1021);
    }

    [Fact]
    public async Task A_request_expires_by_the_clock_that_it_was_stamped_by()
    {
        rig.Venue.Faults.Add(new FaultRule { Kind = FaultKind.Delayed, Seconds = 3600 });
        await SendAsync("in-time");
        rig.Clock.Advance(TimeSpan.FromHours(1));
        machine.Advance(TimeSpan.FromSeconds(1));
        rig.Venue.Advance();
        await SendAsync("too-late");
        rig.Clock.Advance(TimeSpan.FromHours(1));
        machine.Advance(TimeSpan.FromSeconds(6));
        rig.Venue.Advance();

        rig.Venue.Find(Rig.Account, Rig.Symbol, new OrderKey.ByClientId("in-time")).ShouldNotBeNull();
        rig.Venue.Find(Rig.Account, Rig.Symbol, new OrderKey.ByClientId("too-late")).ShouldBeNull();
        rig.Venue.Record().Posts[^1].Outcome.ShouldBe("-1021");
    }

    private async Task SendAsync(string id)
    {
        string form = Sign(
            $"symbol=BTCUSDC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price=40000&newClientOrderId={id}&",
            machine, 0);
        FaceAnswer answer = await face.HandleAsync(
            new FaceRequest("POST", "/api/v3/order", "", form, "paper"), TestContext.Current.CancellationToken);
        answer.ShouldBeOfType<FaceAnswer.Silence>();
    }

    private async Task<int> CodeAsync(string key, TimeProvider clock, long offsetMs)
    {
        JsonElement answer = await AskAsync(
            new FaceRequest("GET", "/api/v3/account", Sign("", clock, offsetMs), "", key));
        return answer.TryGetProperty("code", out JsonElement code) ? code.GetInt32() : 0;
    }

    private async Task<JsonElement> AskAsync(FaceRequest request)
    {
        FaceAnswer answer = await face.HandleAsync(request, TestContext.Current.CancellationToken);
        return JsonDocument.Parse(answer.ShouldBeOfType<FaceAnswer.Reply>().Body).RootElement;
    }

    private static string Sign(string form, TimeProvider clock, long offsetMs)
    {
        string stamped = $"{form}timestamp={clock.GetUtcNow().ToUnixTimeMilliseconds() + offsetMs}";
        return $"{stamped}&signature={RequestSigner.Sign("papersecret", stamped)}";
    }
}
