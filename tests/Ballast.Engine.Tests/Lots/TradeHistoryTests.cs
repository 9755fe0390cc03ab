using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Lots;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Lots;
using Ballast.Engine.Ports;
using Ballast.Engine.Tests.Worlds;
using NodaTime;

namespace Ballast.Engine.Tests.Lots;

/// <summary>Every trade is kept once: the engine's own when they are booked, others when they are handed in.</summary>
public sealed class TradeHistoryTests
{
    private static readonly AccountId Paper = new("paper");
    private static readonly PortfolioId Core = new("core");

    [Fact]
    public void What_the_engine_traded_itself_covers_what_it_bought_and_importing_it_adds_nothing()
    {
        EngineWorld world = Bought();
        ImmutableArray<PastTrade> own =
            [.. world.Engine.TradesOf(Paper).Markets.Values.SelectMany(market => market.Trades.Values)];
        own.Length.ShouldBe(world.Events<JournalEvent.OrderFilled>().Count);

        LotSheet before = Lots(world);
        before.Trades.ShouldBe(own.Length);
        before.Lines.ShouldAllBe(line => line.Covered + line.Uncovered == line.Held);
        before.Lines.ShouldContain(line => line.Covered.Sign > 0 && line.Cost.Sign > 0);
        HandIn(world, own).ShouldBe(new ImportOutcome.Imported(0, own.Length));

        world.Events<JournalEvent.TradesImported>().ShouldBeEmpty("there was nothing new to write");
        Lots(world).Lines.Sum(line => line.Cost.Value).ShouldBe(before.Lines.Sum(line => line.Cost.Value));
    }

    [Fact]
    public void What_is_handed_in_is_kept_over_a_restart_and_counted_once_however_often_it_comes()
    {
        EngineWorld world = Bought();
        PastTrade old = Trade("x7") with { At = world.Now - Duration.FromDays(400) };

        HandIn(world, [old, Trade("x8")], new TradeMark("AAA/USDC", "8")).ShouldBe(new ImportOutcome.Imported(2, 0));
        HandIn(world, [Trade("x8"), Trade("x9")], new TradeMark("AAA/USDC", "9"))
            .ShouldBe(new ImportOutcome.Imported(1, 1));
        HandIn(world, [Trade("x9")], new TradeMark("AAA/USDC", "9")).ShouldBe(new ImportOutcome.Imported(0, 1));

        world.Events<JournalEvent.TradesImported>().Select(word => word.Trades.Length).ShouldBe([2, 1]);
        world.Restart();
        MarketHistory kept = world.Engine.TradesOf(Paper).Markets["AAA/USDC"];
        kept.ReadThrough.ShouldBe("9");
        kept.Trades.Values.Count(trade => trade.TradeId is "x7" or "x8" or "x9").ShouldBe(3);
        kept.Trades["x7"].ShouldBe(old);
    }

    [Fact]
    public void Reading_further_without_a_trade_is_remembered()
    {
        EngineWorld world = Bought();

        HandIn(world, [], new TradeMark("BBB/USDC", "12")).ShouldBe(new ImportOutcome.Imported(0, 0));

        world.Engine.TradesOf(Paper).Markets["BBB/USDC"].ReadThrough.ShouldBe("12");
    }

    [Fact]
    public void A_known_trade_that_is_told_otherwise_is_refused_with_all_that_came_with_it()
    {
        EngineWorld world = Bought();
        HandIn(world, [Trade("x7")]);

        ImportOutcome outcome = HandIn(world, [Trade("x6"), Trade("x7") with { Size = new Quantity(3m) }]);

        outcome.ShouldBeOfType<ImportOutcome.Refused>().Why.Sentence
            .ShouldBe("trade x7 of AAA/USDC is known as buy 2 at 5, fee 0.1 USDC, and not as buy 3 at 5, fee 0.1 USDC");
        world.Engine.TradesOf(Paper).Find(Trade("x6")).ShouldBeNull();
    }

    [Fact]
    public void A_rate_and_a_fee_that_were_not_said_are_added_once_and_kept_over_a_restart()
    {
        EngineWorld world = Bought();
        QuoteRate rate = new(new Asset("EUR"), new Price(0.9m));
        HandIn(world, [Trade("x7") with { Fee = Quantity.Zero, IsFeeUntold = true }]);

        HandIn(world, [Trade("x7") with { Rate = rate }]).ShouldBe(new ImportOutcome.Imported(0, 1));
        HandIn(world, [Trade("x7")]).ShouldBe(new ImportOutcome.Imported(0, 1));

        world.Events<JournalEvent.TradesImported>().Count.ShouldBe(2, "the third had nothing to add");
        world.Restart();
        world.Engine.TradesOf(Paper).Find(Trade("x7")).ShouldBe(Trade("x7") with { Rate = rate });
    }

    [Fact]
    public void Trades_whose_currency_has_no_price_are_counted_until_somebody_says_it()
    {
        EngineWorld world = Bought();
        PastTrade foreign = Trade("x7") with { Quote = new Asset("EUR"), FeeAsset = new Asset("EUR") };
        QuoteRate rate = new(new Asset("USDC"), new Price(1.1m));

        HandIn(world, [foreign, Trade("x8")]).ShouldBe(new ImportOutcome.Imported(2, 0) { WithoutRate = 1 });
        HandIn(world, [foreign with { Rate = rate with { In = new Asset("GBP") } }])
            .ShouldBe(new ImportOutcome.Imported(0, 1) { WithoutRate = 1 }, "pounds say nothing of dollars");
    }

    [Fact]
    public void A_rate_that_comes_later_is_counted_no_more()
    {
        EngineWorld world = Bought();
        PastTrade foreign = Trade("x7") with { Quote = new Asset("EUR"), FeeAsset = new Asset("EUR") };
        HandIn(world, [foreign]).ShouldBe(new ImportOutcome.Imported(1, 0) { WithoutRate = 1 });

        HandIn(world, [foreign with { Rate = new QuoteRate(new Asset("USDC"), new Price(1.1m)) }])
            .ShouldBe(new ImportOutcome.Imported(0, 1));
        HandIn(world, [foreign]).ShouldBe(new ImportOutcome.Imported(0, 1), "it is known by now");
    }

    [Fact]
    public void A_rehearsal_answers_as_handing_in_does_and_writes_nothing()
    {
        EngineWorld world = Bought();
        HandIn(world, [Trade("x7")]);
        PastTrade[] fine = [Trade("x6"), Trade("x7")];

        Rehearse(world, fine).ShouldBe(new ImportOutcome.Imported(1, 1));
        Rehearse(world, [Trade("x7") with { Size = new Quantity(3m) }]).ShouldBeOfType<ImportOutcome.Refused>()
            .Why.Code.ShouldBe("trade-differs");

        world.Engine.TradesOf(Paper).Find(Trade("x6")).ShouldBeNull();
        HandIn(world, [.. fine]).ShouldBe(new ImportOutcome.Imported(1, 1));
    }

    [Fact]
    public void What_cannot_be_a_trade_and_an_account_that_nobody_has_are_refused()
    {
        EngineWorld world = Bought();

        HandIn(world, [Trade("x7") with { Size = Quantity.Zero }]).ShouldBeOfType<ImportOutcome.Refused>()
            .Why.Code.ShouldBe("trade-quantity");
        HandIn(world, [Trade("x7") with { At = world.Now + Duration.FromHours(1) }])
            .ShouldBeOfType<ImportOutcome.Refused>().Why.Code.ShouldBe("trade-time");
        HandIn(world, [Trade("x7") with { Quote = new Asset("usdc") }]).ShouldBeOfType<ImportOutcome.Refused>()
            .Why.Sentence.ShouldBe("trade x7 of AAA/usdc: market names usdc, which is written USDC here");
        world.Ask(engine => engine.ImportTradesAsync(
                new JournalEvent.TradesImported(new AccountId("other"), [Trade("x7")], "venue", "ann"),
                CancellationToken.None))
            .ShouldBeOfType<ImportOutcome.Refused>().Why.Code.ShouldBe("no-such-account");
    }

    [Fact]
    public void Nothing_is_said_of_holdings_that_nobody_has_read()
    {
        EngineWorld world = new();
        world.Open("paper");
        world.Start();
        world.Lines[Paper].ReadsFailWith = () => new VenueError(VenueErrorKind.Unavailable, "http-503", "is down");
        world.Manage(EngineWorld.PolicyOf("core", "paper"));

        world.Engine.LotsOf(Core, LotMethod.Fifo).ShouldBeOfType<LotAnswer.Refused>().Why.Code.ShouldBe("not-read-yet");
        world.Engine.LotsOf(new PortfolioId("none"), LotMethod.Fifo)
            .ShouldBeOfType<LotAnswer.Refused>().Why.Code.ShouldBe("no-such-portfolio");
    }

    private static EngineWorld Bought()
    {
        EngineWorld world = new();
        world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        world.Until(() => world.Events<JournalEvent.RunEnded>().Count > 0, "it has bought what it wants");
        return world;
    }

    private static ImportOutcome HandIn(
        EngineWorld world, ImmutableArray<PastTrade> trades, TradeMark? through = null) =>
        world.Ask(engine => engine.ImportTradesAsync(
            new JournalEvent.TradesImported(Paper, trades, "venue", "ann") { Through = through },
            CancellationToken.None));

    private static ImportOutcome Rehearse(EngineWorld world, params PastTrade[] trades) =>
        world.Engine.RehearseTrades(new JournalEvent.TradesImported(Paper, [.. trades], "file", "ann"));

    private static LotSheet Lots(EngineWorld world) =>
        world.Engine.LotsOf(Core, LotMethod.Fifo).ShouldBeOfType<LotAnswer.Known>().Sheet;

    private static PastTrade Trade(string id) => new()
    {
        TradeId = id,
        Base = new Asset("AAA"),
        Quote = new Asset("USDC"),
        Side = TradeSide.Buy,
        Size = new Quantity(2m),
        Price = new Price(5m),
        Fee = new Quantity(0.1m),
        FeeAsset = new Asset("USDC"),
        At = Instant.FromUtc(2025, 1, 5, 0, 0),
    };
}
