using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faces;
using Ballast.PaperExchange.Faces.PurpleFlea;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Services;
using Ballast.PaperExchange.Stores;
using Ballast.Testing;
using NodaTime;

namespace Ballast.PaperExchange.Tests.Faces.PurpleFlea;

public sealed class FleaReturnsTests : IDisposable
{
    private readonly FleaRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public void The_feed_tells_what_the_balances_did()
    {
        var before = Balances();
        var grown = before.ToDictionary(pair => pair.Key, pair => pair.Value);
        for (int day = 0; day < 30; day++)
        {
            rig.Clock.Advance(TimeSpan.FromDays(1));
            foreach ((string service, decimal[] series) in Feed(1))
            {
                grown[service] *= 1m + series.ShouldHaveSingleItem();
            }
        }

        // A balance is cut to eight digits a day: 30 cuts come to 3e-7 at most.
        Balances().ShouldAllBe(pair => Math.Abs(pair.Value - grown[pair.Key]) < 0.000001m);
        Balances()["casino"].ShouldNotBe(before["casino"]);
        Feed(30)["casino"].ShouldBe(Enumerable.Range(1, 30).Reverse().Select(i => Feed(i)["casino"][0]));
        rig.ShouldBalance();
    }

    [Fact]
    public void A_movement_is_no_return()
    {
        rig.Clock.Advance(TimeSpan.FromHours(9));
        rig.Post("/agents/demo/rebalance", """{"service":"wallet","direction":"increase","amount_usdc":200}""");
        rig.Post("/agents/demo/rebalance", """{"service":"trading","direction":"decrease","amount_usdc":120}""");
        rig.Clock.Advance(TimeSpan.FromHours(15));

        Feed(1)["wallet"].ShouldBe([0m], "its coins' prices stood still");
        Feed(1)["trading"].ShouldBe([SeededReturns.Of(7, "trading", Day() - 1)], 0.0000001m);
    }

    // 60 of the wallet's 100 in coins, one of which gains a tenth: 20 x 10 % of 100.
    [Fact]
    public void The_wallets_return_is_that_of_its_coins()
    {
        rig.Move("BTCUSDC", 55_000m);
        rig.Clock.Advance(TimeSpan.FromDays(1));

        Feed(1)["wallet"].ShouldBe([0.02m]);
    }

    [Fact]
    public void The_casino_swings_most_and_the_escrow_least()
    {
        Dictionary<string, decimal[]> feed = Feed(365);

        double casino = Deviation(feed["casino"]);
        double trading = Deviation(feed["trading"]);
        double domains = Deviation(feed["domains"]);
        double escrow = Deviation(feed["escrow"]);
        casino.ShouldBeInRange(0.03, 0.05, "4 % a day");
        casino.ShouldBeGreaterThan(2 * trading);
        trading.ShouldBeGreaterThan(3 * domains);
        domains.ShouldBeGreaterThan(10 * escrow);
        feed["escrow"].ShouldAllBe(rate => rate >= 0m);
        feed.ShouldNotContainKey("reserve");
    }

    [Fact]
    public void Days_that_passed_while_nobody_asked_are_made_up_for_one_by_one()
    {
        using FleaRig patient = new();
        for (int day = 0; day < 10; day++)
        {
            patient.Clock.Advance(TimeSpan.FromDays(1));
            patient.Venue.Advance();
        }

        rig.Clock.Advance(TimeSpan.FromDays(10));

        rig.Get("/agents/demo/portfolio").Body.GetRawText()
            .ShouldBe(patient.Get("/agents/demo/portfolio").Body.GetRawText());
    }

    [Fact]
    public async Task Before_its_first_day_an_agent_is_told_what_its_wallet_would_have_returned()
    {
        Instant origin = Instant.FromUtc(2024, 1, 1, 0, 0);
        ManualClock clock = new(new DateTimeOffset(2024, 3, 1, 12, 0, 0, TimeSpan.Zero));
        using PaperVenue venue = new(
            new PaperVenueOptions { Accounts = [PaperAccount.Demo] },
            new SimulatedMarket(AssetSpec.Usual, new Asset("USDC"), origin, 3),
            new MemoryExchangeStore(),
            clock);
        var face = new PurpleFleaFace(venue, clock);
        var request = new FaceRequest("GET", "/purpleflea/api/v1/agents/demo/returns", "days=40", "", "")
        {
            Authorization = "Bearer paper",
        };

        var reply = (await face.HandleAsync(request, TestContext.Current.CancellationToken))
            .ShouldBeOfType<FaceAnswer.Reply>();

        decimal[] wallet = [.. JsonDocument.Parse(reply.Body).RootElement.GetProperty("returns_by_service")
            .GetProperty("wallet").EnumerateArray().Select(rate => rate.GetDecimal())];
        decimal expected = 0m;
        foreach (string coin in (string[])["BTC", "ETH", "SOL"])
        {
            decimal[] closes = [.. venue.Candles(
                coin + "USDC", Duration.FromDays(1), Instant.FromUtc(2024, 2, 28, 0, 0),
                Instant.FromUtc(2024, 3, 1, 0, 0)).Select(candle => candle.Close.Value)];
            expected += 0.2m * ((closes[1] / closes[0]) - 1m);
        }

        wallet.Length.ShouldBe(40);
        wallet[^1].ShouldBe(expected, 0.00000000001m);
        wallet.ShouldAllBe(rate => rate != 0m);
    }

    private long Day() => AgentMarket.DayOf(rig.Now);

    private Dictionary<string, decimal> Balances() => ServiceNames.Working.ToDictionary(
        service => service, rig.Balance);

    private Dictionary<string, decimal[]> Feed(int days) => rig.Get($"/agents/demo/returns?days={days}").Body
        .GetProperty("returns_by_service").EnumerateObject().ToDictionary(
            service => service.Name,
            service => service.Value.EnumerateArray().Select(rate => rate.GetDecimal()).ToArray());

    private static double Deviation(decimal[] rates)
    {
        double mean = (double)rates.Average();
        return Math.Sqrt(rates.Average(rate => Math.Pow((double)rate - mean, 2)));
    }
}
