using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>
/// Past trades through the real bridge on recorded answers: a trade of half a coin at 19,999 on 2026-11-21 19:40 UTC,
/// for whatever time is asked for; Kraken has another a second before it.
/// </summary>
public sealed class BridgedTradeHistoryTests
{
    private static readonly AccountId Account = new("mine");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gate", "BTC/USDT", "7")]
    [InlineData("kraken", "BTC/USD", "8 7")]
    [InlineData("kraken", "ETH/USD", "")]
    public async Task It_is_read_step_by_step_to_the_present_each_trade_once(
        string exchange, string symbol, string numbers)
    {
        using ExchangeBridge bridge = await RecordedBridge.StartAsync(exchange, "[]");
        BridgedVenue venue = await RecordedBridge.OpenAsync(bridge, exchange);
        Instrument market = RecordedBridge.MarketOf(symbol);
        List<VenueTrade> trades = [];
        TradeWatermark after = new("1795280000000");
        string mark = "";
        HistoryRemains remains = HistoryRemains.More;
        while (remains == HistoryRemains.More)
        {
            TradePage page = (await venue.History!.ReadHistoryAsync(Account, market, after, Cancellation))
                .ShouldBeOfType<Reading<TradePage>.Known>().Value;
            trades.AddRange(page.Trades);
            mark = page.Trades.IsEmpty ? mark : page.Watermark.Value;
            (after, remains) = (page.Watermark, page.Remains);
        }

        string.Join(' ', trades.Select(trade => trade.Fill.TradeId)).ShouldBe(numbers);
        trades.ShouldAllBe(trade => trade.Fill.Size.Value == 0.5m && trade.Fill.Price.Value == 19_999m);
        trades.ShouldAllBe(trade => !trade.IsFeeUntold);
        mark.ShouldBe(numbers.Length > 0 ? "1795290000000 7" : "", "the time and the number of the last");
    }

    [Fact]
    public async Task A_mark_of_another_kind_is_said_with_the_way_out()
    {
        using ExchangeBridge bridge = await RecordedBridge.StartAsync("gate", "[]");
        BridgedVenue venue = await RecordedBridge.OpenAsync(bridge, "gate");

        VenueError error = (await venue.History!.ReadHistoryAsync(
                Account,
                Instrument.Unfiltered(new Asset("BTC"), new Asset("USDT")),
                new TradeWatermark("not a mark"),
                Cancellation))
            .ShouldBeOfType<Reading<TradePage>.Failed>().Error;

        (error.Code, error.Message.Contains("'--again'", StringComparison.Ordinal)).ShouldBe(("mark-unreadable", true));
    }

    [Theory]
    [InlineData("okx", "it lists the trades of the last 90 days alone")]
    [InlineData("binance", "it lists a day at a time")]
    public async Task An_exchange_that_does_not_list_the_first_trade_gives_no_history_and_says_why(
        string exchange, string why)
    {
        using ExchangeBridge bridge = await RecordedBridge.StartAsync(exchange, "[]");
        BridgedVenue venue = await RecordedBridge.OpenAsync(bridge, exchange);

        venue.History.ShouldBeNull();
        venue.Row.Trades.Gap.ShouldStartWith(why);
    }
}
