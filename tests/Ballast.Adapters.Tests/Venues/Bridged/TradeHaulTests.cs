using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>Every trade is told once, however often the time around it is listed.</summary>
public sealed class TradeHaulTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 22, 9, 0);

    // A listing begins two seconds before what is asked for, and that is sixty before the mark.
    [Fact]
    public void A_trade_that_is_listed_again_before_the_mark_is_not_told_again()
    {
        VenueTrade[] all = [Trade("a", 0), Trade("b", 61), Trade("c", 1_800), Trade("d", 1_860), Trade("e", 1_920)];
        string mark = $"{(Start - Duration.FromHours(2)).ToUnixTimeMilliseconds()} old";
        List<string> told = [];
        foreach (int there in (int[])[1, 2, 2, 3, 4, 5, 5])
        {
            TradeMark from = TradeMark.Read(mark);
            Instant begin = from.At!.Value - TradeHaul.Overlap;
            TradeHaul haul = new(from);
            haul.Add(
                all.Take(there).Where(trade => trade.Fill.At >= begin - Duration.FromSeconds(2)), begin);
            if (!haul.IsEmpty)
            {
                TradePage page = haul.PageOf(
                    Start + Duration.FromHours(1), Instant.MinValue, HistoryRemains.Nothing);
                told.AddRange(page.Trades.Select(trade => trade.Fill.TradeId));
                mark = page.Watermark.Value;
            }
        }

        told.ShouldBe(["a", "b", "c", "d", "e"]);
    }

    [Fact]
    public void A_mark_goes_no_further_than_what_was_asked_for()
    {
        TradeHaul haul = new(TradeMark.Read($"{Start.ToUnixTimeMilliseconds()} old"));
        haul.Add([Trade("a", 100), Trade("b", 5_000)], Start);
        Instant through = Start + Duration.FromSeconds(1_000);

        TradePage page = haul.PageOf(through, Instant.MinValue, HistoryRemains.More);

        page.Watermark.Value.ShouldStartWith($"{through.ToUnixTimeMilliseconds()} ");
        page.Watermark.Value.ShouldEndWith(" b", customMessage: "it is seen again behind the mark");
    }

    private static VenueTrade Trade(string id, int second) => new("1", TradeSide.Buy, new VenueFill
    {
        TradeId = id,
        Size = new Quantity(1m),
        Price = Price.One,
        Fee = Quantity.Zero,
        FeeAsset = new Asset("USD"),
        At = Start + Duration.FromSeconds(second),
    });
}
