using System.Collections.Immutable;
using System.Net;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.Paper;
using Ballast.Adapters.Venues.PurpleFlea;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.Engine.Views;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Services;
using Ballast.PaperExchange.Stores;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.PurpleFlea;

/// <summary>An agent's perpetuals at a real paper exchange, read over loopback.</summary>
public sealed class FleaPositionsTests : IAsyncLifetime
{
    private static readonly AccountId Account = new("purpleflea");

    private readonly ScriptedMarket market =
        new(PaperInstruments.Of(new Asset("BTC"), new Asset("USDC"), 50_000m, 50_000m));

    private readonly FleaTap tap = new();
    private PaperVenue exchange = null!;
    private PaperExchangeHost host = null!;
    private PurpleFleaVenue venue = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        market.Set("BTCUSDC", Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()), 50_000m);
        exchange = new PaperVenue(
            new PaperVenueOptions { Accounts = [PaperAccount.Demo] },
            market,
            new MemoryExchangeStore(),
            TimeProvider.System);
        host = await PaperExchangeHost.StartAsync(
            exchange, 0, new ExchangeClocks(TimeProvider.System, TimeProvider.System));
        venue = PurpleFleaVenue.Over(
            PaperServices.OptionsOf(Account, host.Address),
            new VenueClocks(TimeProvider.System, TimeProvider.System),
            () => tap.On(new SocketsHttpHandler()));
    }

    public async ValueTask DisposeAsync()
    {
        venue.Dispose();
        await host.DisposeAsync();
        exchange.Dispose();
    }

    // At a mid of 50,000 the best bid is 49,990 (half of 4 bp). A short of 50 at leverage 2 sets 25 aside, pays 0.1 %
    // for taking, and has lost its margin but for 1 % of its notional at (50 + 25) / (0.0010002 x 1.01) = 74,242.6.
    [Fact]
    public async Task A_short_is_read_with_its_margin_its_liquidation_and_its_purpose_and_never_netted()
    {
        Open(TradeSide.Sell, 50m, 2m, "hedge:wallet");
        Open(TradeSide.Buy, 20m, 1m, "");

        ImmutableArray<PerpetualPosition> open = (await ReadAsync())
            .ShouldBeOfType<Reading<ImmutableArray<PerpetualPosition>>.Known>().Value;

        open.Select(position => (position.Symbol, position.Side, position.Purpose)).ShouldBe(
            [("BTC-PERP", PositionSide.Short, "hedge:wallet"), ("BTC-PERP", PositionSide.Long, null)]);
        PerpetualPosition hedge = open[0];
        hedge.Id.ShouldNotBeNullOrEmpty();
        hedge.Size.Value.ShouldBe(0.0010002m);
        hedge.Notional!.Value.Value.ShouldBe(0.0010002m * 50_000m);
        (hedge.EntryPrice, hedge.MarkPrice, hedge.Leverage).ShouldBe((new Price(49_990m), new Price(50_000m), 2m));
        hedge.Margin!.Value.Value.ShouldBe(25m, 0.0001m);
        hedge.FeesPaid!.Value.Value.ShouldBe(0.05m, 0.000001m);
        hedge.FundingReceived.ShouldBe(Money.Zero);
        hedge.LiquidationPrice!.Value.Value.ShouldBe(74_242.6m, 0.1m);
        hedge.Distance!.Value.Value.ShouldBe(0.48485m, 0.0001m);
        hedge.OpenedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Nothing_open_is_an_empty_list_and_a_host_that_fails_is_not()
    {
        (await ReadAsync()).ShouldBeOfType<Reading<ImmutableArray<PerpetualPosition>>.Known>().Value.ShouldBeEmpty();

        tap.Instead = (path, _) => (HttpStatusCode.ServiceUnavailable, path);
        AccountExposure.Of(Account, await ReadAsync()).Fault!.Code.ShouldBe("positions-unreadable");
    }

    // Name, market, side, notional, entry price and leverage are all that the API's documentation promises.
    [Fact]
    public async Task A_host_that_tells_less_is_read_and_nothing_is_made_up()
    {
        PerpetualPosition position = (await ReadAsync(
            """
            {"positions":[{"position_id":7,"market":"SOL-PERP","side":"short","notional_usdc":12.5,
             "entry_price":100,"leverage":3}]}
            """)).ShouldBeOfType<Reading<ImmutableArray<PerpetualPosition>>.Known>().Value.Single();

        (position.Id, position.Symbol, position.Size.Value, position.Notional!.Value.Value)
            .ShouldBe(("7", "SOL-PERP", 0.125m, 12.5m));
        (position.Margin, position.LiquidationPrice, position.Distance, position.Purpose)
            .ShouldBe(((Money?)null, (Price?)null, (Weight?)null, (string?)null));
    }

    [Theory]
    [InlineData("""{"positions":[{"position_id":"p","market":"SOL-PERP","side":"up"}]}""")]
    [InlineData("""{"positions":[{"market":"SOL-PERP"}]}""")]
    [InlineData("""
        {"positions":[{"position_id":"p","market":"SOL-PERP","side":"long","notional_usdc":-1,"entry_price":100,
         "leverage":1}]}
        """)]
    [InlineData("{}")]
    public async Task What_cannot_be_read_is_no_list_of_none(string body) =>
        (await ReadAsync(body)).ShouldBeOfType<Reading<ImmutableArray<PerpetualPosition>>.Failed>();

    private Task<Reading<ImmutableArray<PerpetualPosition>>> ReadAsync(string body)
    {
        tap.Instead = (_, _) => (HttpStatusCode.OK, body);
        return ReadAsync();
    }

    private Task<Reading<ImmutableArray<PerpetualPosition>>> ReadAsync() =>
        venue.Positions.ReadPositionsAsync(Account, Cancellation);

    private void Open(TradeSide side, decimal notional, decimal leverage, string purpose) =>
        exchange.Agents.Place("demo", new PerpWish
        {
            Market = "BTC-PERP",
            Side = side,
            Notional = notional,
            Leverage = leverage,
            LimitPrice = null,
            MaxSlippageBps = null,
            Purpose = purpose,
            Effect = PerpEffect.Any,
        }).ShouldBeOfType<AgentOutcome<PerpAnswer>.Done>();
}
