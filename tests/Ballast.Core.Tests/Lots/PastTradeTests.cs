using Ballast.Core.Amounts;
using Ballast.Core.Lots;
using Ballast.Core.Markets;
using NodaTime;
using static Ballast.Core.Tests.Lots.Trades;

namespace Ballast.Core.Tests.Lots;

/// <summary>What is taken for a trade.</summary>
public sealed class PastTradeTests
{
    private static readonly Instant Now = Instant.FromUtc(2025, 1, 1, 0, 0);

    [Fact]
    public void A_trade_may_be_as_late_as_clocks_differ_and_no_later()
    {
        (Trade() with { At = Now + Duration.FromMinutes(1) }).Fault(Now).ShouldBeNull();
        (Trade() with { At = Now + Duration.FromSeconds(61) }).Fault(Now)!.Code.ShouldBe("trade-time");
    }

    [Theory]
    [InlineData("0.999", true)]
    [InlineData("1", false)]
    [InlineData("2", false)]
    public void A_fee_that_leaves_nothing_of_what_was_bought_cannot_be(string fee, bool isFine)
    {
        PastTrade bought = Trade() with { Fee = new Quantity(CanonicalDecimal.Parse(fee)), FeeAsset = Btc };

        string? code = bought.Fault(Now)?.Code;
        code.ShouldBe(isFine ? null : "trade-fee");
        (bought with { Side = TradeSide.Sell }).Fault(Now).ShouldBeNull("a sale's fee is paid out of what is left");
    }

    [Fact]
    public void A_fee_that_nobody_said_agrees_with_any_and_is_completed_by_it()
    {
        PastTrade told = Trade() with { Fee = new Quantity(0.1m), FeeAsset = Bnb };
        PastTrade untold = Trade() with { IsFeeUntold = true };

        untold.Agrees(told).ShouldBeTrue();
        told.Agrees(untold).ShouldBeTrue();
        told.Agrees(Trade()).ShouldBeFalse("zero is a word too");
        untold.CompletedBy(told, null).ShouldBe(told);
        told.CompletedBy(untold, Usdc).ShouldBe(told);
    }

    // A trade in bitcoin: what that was worth in dollars says nothing to a portfolio that is counted in euros.
    [Fact]
    public void A_rate_in_another_currency_gives_way_to_one_in_the_portfolios_and_to_no_other()
    {
        Asset eur = new("EUR");
        PastTrade foreign = Trade() with { Base = Bnb, Quote = Btc, FeeAsset = Btc };
        PastTrade inDollars = foreign with { Rate = new QuoteRate(Usdc, new Price(20_000m)) };
        PastTrade inEuros = foreign with { Rate = new QuoteRate(eur, new Price(18_000m)) };

        inDollars.CompletedBy(inEuros, eur).ShouldBe(inEuros);
        inEuros.CompletedBy(inDollars, eur).ShouldBe(inEuros);
        inDollars.CompletedBy(inEuros, Bnb).ShouldBe(inDollars, "what is bought is the portfolio's currency itself");
        inDollars.CompletedBy(inEuros, new Asset("CHF")).ShouldBe(inDollars);
        inDollars.CompletedBy(inEuros, null).ShouldBe(inDollars);
        inEuros.CompletedBy(inEuros with { Rate = new QuoteRate(eur, new Price(1m)) }, eur).ShouldBe(inEuros);
    }

    private static PastTrade Trade() => new()
    {
        TradeId = "7",
        Base = Btc,
        Quote = Usdc,
        Side = TradeSide.Buy,
        Size = new Quantity(1m),
        Price = new Price(100m),
        Fee = Quantity.Zero,
        FeeAsset = Usdc,
        At = Now,
    };
}
