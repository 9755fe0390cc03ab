using System.Collections.Immutable;
using System.Globalization;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Lots;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Lots;
using Ballast.Engine.Tests.Worlds;
using NodaTime;

namespace Ballast.Engine.Tests.Lots;

/// <summary>What a file told can be taken back, and then it has never been told.</summary>
public sealed class RetractionTests
{
    private const string File = "mine.csv";
    private const string Venue = JournalEvent.TradesImported.FromVenue;

    private static readonly AccountId Paper = new("paper");
    private static readonly Asset Usdc = new("USDC");
    private static readonly Asset Eur = new("EUR");

    [Fact]
    public void A_trade_of_a_file_is_gone_over_a_restart_and_may_be_imported_again_as_it_was()
    {
        EngineWorld world = Bought();
        HandIn(world, File, Trade("7"));
        string before = Written(world);

        Retract(world, new TradeName("AAA/USDC", "7")).ShouldBe(new RetractOutcome.Retracted(1, 0, 0));
        world.Engine.TradesOf(Paper).Find(Trade("7")).ShouldBeNull();
        world.Restart();
        world.Engine.TradesOf(Paper).Find(Trade("7")).ShouldBeNull();
        JournalEvent.TradesRetracted word = world.Events<JournalEvent.TradesRetracted>().ShouldHaveSingleItem();
        (word.Actor, word.Why.Sentence).ShouldBe(("ann", "typed wrong"));

        HandIn(world, File, Trade("7") with { Price = new Price(6m) }).ShouldBe(new ImportOutcome.Imported(1, 0));
        Retract(world, new TradeName("", "7")).ShouldBe(new RetractOutcome.Retracted(1, 0, 0));
        HandIn(world, File, Trade("7")).ShouldBe(new ImportOutcome.Imported(1, 0));
        Written(world).ShouldBe(before);
    }

    [Fact]
    public void What_the_venue_told_and_our_own_orders_are_not_taken_back()
    {
        EngineWorld world = Bought();
        PastTrade own = world.Engine.TradesOf(Paper).Markets.Values.First().Trades.Values.First();
        HandIn(world, Venue, Trade("x7"));

        RefusalOf(world, new TradeName(own.Market, own.TradeId)).Code.ShouldBe("not-from-a-file");
        RefusalOf(world, new TradeName("AAA/USDC", "x7")).Sentence.ShouldBe(
            "trade x7 of AAA/USDC was told by the venue or is of an order of ours, which nobody takes back");
        HandIn(world, File, Trade("x8"));
        RefusalOf(world, new TradeName("AAA/USDC", "x8"), new TradeName("AAA/USDC", "x7")).Code
            .ShouldBe("not-from-a-file", "one of them, and nothing is taken back");
        world.Engine.TradesOf(Paper).Find(Trade("x8")).ShouldNotBeNull();
        world.Events<JournalEvent.TradesRetracted>().ShouldBeEmpty();
    }

    [Fact]
    public void What_is_not_known_or_known_twice_is_said()
    {
        EngineWorld world = Bought();
        HandIn(world, File, Trade("x7"), Trade("x7") with { Quote = Eur, FeeAsset = Eur });

        RefusalOf(world, new TradeName("", "x9")).Sentence.ShouldBe("no trade x9 is known");
        RefusalOf(world, new TradeName("BBB/USDC", "x7")).Sentence.ShouldBe("no trade x7 of BBB/USDC is known");
        RefusalOf(world, new TradeName("", "x7")).Sentence
            .ShouldBe("trade x7 is known on AAA/EUR, AAA/USDC: say of which market it is");
        world.Ask(engine => engine.RetractTradesAsync(
                Wish(new TradeName("", "x7")) with { Account = new AccountId("other") }, CancellationToken.None))
            .ShouldBeOfType<RetractOutcome.Refused>().Why.Code.ShouldBe("no-such-account");
    }

    [Fact]
    public void A_trade_that_the_venue_told_after_the_file_stays_and_loses_what_the_file_had_added()
    {
        EngineWorld world = Bought();
        QuoteRate rate = new(Usdc, new Price(1.1m));
        PastTrade venues = Trade("7") with { Quote = Eur, FeeAsset = Eur };
        HandIn(world, File, venues with { Rate = rate });

        HandIn(world, Venue, venues).ShouldBe(new ImportOutcome.Imported(0, 1));
        world.Events<JournalEvent.TradesImported>().Count.ShouldBe(2, "whose word it is too is on record");

        Retract(world, new TradeName("AAA/EUR", "7")).ShouldBe(new RetractOutcome.Retracted(0, 1, 0));
        world.Engine.TradesOf(Paper).Find(venues).ShouldBe(venues, "the rate was the file's");
        RefusalOf(world, new TradeName("AAA/EUR", "7")).Code.ShouldBe("not-from-a-file");
    }

    // The second file says nothing new of one trade and the rate of another.
    [Fact]
    public void What_another_file_told_too_stays_until_that_is_taken_back_as_well()
    {
        EngineWorld world = Bought();
        PastTrade foreign = Trade("8") with { Quote = Eur, FeeAsset = Eur };
        QuoteRate rate = new(Usdc, new Price(1.1m));
        TradeName[] both = [new("AAA/USDC", "7"), new("AAA/EUR", "8")];
        HandIn(world, File, Trade("7"), foreign);
        HandIn(world, "other.csv", Trade("7"), foreign with { Rate = rate }).ShouldBe(new ImportOutcome.Imported(0, 2));
        HandIn(world, "other.csv", Trade("7")).ShouldBe(new ImportOutcome.Imported(0, 1));
        world.Events<JournalEvent.TradesImported>().Count.ShouldBe(2, "the third says nothing new");
        world.Restart();

        RetractOf(world, "third.csv", both).ShouldBe(new RetractOutcome.Retracted(0, 0, 2));
        RetractOf(world, File, both).ShouldBe(new RetractOutcome.Retracted(0, 2, 0));
        world.Engine.TradesOf(Paper).Find(Trade("7")).ShouldBe(Trade("7"));
        world.Engine.TradesOf(Paper).Find(foreign).ShouldBe(foreign with { Rate = rate });
        world.Restart();

        RetractOf(world, "other.csv", both).ShouldBe(new RetractOutcome.Retracted(2, 0, 0));
        world.Engine.TradesOf(Paper).Find(Trade("7")).ShouldBeNull();
        world.Engine.TradesOf(Paper).Find(foreign).ShouldBeNull();
    }

    // The portfolio is counted in USDC, in which a rate in yen says nothing.
    [Fact]
    public void A_rate_in_the_portfolios_currency_takes_the_place_of_one_in_another_until_it_is_taken_back()
    {
        EngineWorld world = Bought();
        PastTrade venues = Trade("7") with
        {
            Quote = Eur,
            FeeAsset = Eur,
            Rate = new QuoteRate(new Asset("JPY"), new Price(160m)),
        };
        HandIn(world, Venue, venues).ShouldBe(new ImportOutcome.Imported(1, 0) { WithoutRate = 1 });
        PastTrade told = venues with { Rate = new QuoteRate(Usdc, new Price(1.1m)) };

        HandIn(world, File, told).ShouldBe(new ImportOutcome.Imported(0, 1));
        world.Engine.TradesOf(Paper).Find(venues).ShouldBe(told);
        world.Restart();
        world.Engine.TradesOf(Paper).Find(venues).ShouldBe(told);

        Retract(world, new TradeName("AAA/EUR", "7")).ShouldBe(new RetractOutcome.Retracted(0, 1, 0));
        world.Engine.TradesOf(Paper).Find(venues).ShouldBe(venues);
    }

    [Fact]
    public void A_file_that_told_a_trade_wrong_is_named_when_the_venue_says_otherwise()
    {
        EngineWorld world = Bought();
        HandIn(world, File, Trade("7") with { Price = new Price(6m) });

        HandIn(world, Venue, Trade("7")).ShouldBeOfType<ImportOutcome.Refused>().Why.Sentence.ShouldEndWith(
            "and not as buy 2 at 5, fee 0.1 USDC; if a file told it wrong, take that back with "
            + "'ballast import retract'");

        Retract(world, new TradeName("AAA/USDC", "7"));
        HandIn(world, Venue, Trade("7")).ShouldBe(new ImportOutcome.Imported(1, 0));
    }

    [Fact]
    public void A_whole_file_leaves_what_others_told_and_says_how_many_those_are()
    {
        EngineWorld world = Bought();
        HandIn(world, Venue, Trade("x7"));
        HandIn(world, File, Trade("x7"), Trade("x8"));

        world.Ask(engine => engine.RetractTradesAsync(
                Wish(
                    new TradeName("AAA/USDC", "x7"), new TradeName("AAA/USDC", "x8"), new TradeName("AAA/USDC", "x9"))
                    with
                { Others = UntoldTrades.LeftAlone },
                CancellationToken.None))
            .ShouldBe(new RetractOutcome.Retracted(1, 0, 2));

        world.Engine.TradesOf(Paper).Find(Trade("x7")).ShouldNotBeNull();
    }

    // Over random files, on a history that grows by what the venue tells and what other files keep.
    [Fact]
    public void Imported_and_retracted_is_never_imported()
    {
        EngineWorld world = Bought();
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            string before = Written(world);
            PastTrade[] told = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Some(random, seed))
                .DistinctBy(trade => (trade.Market, trade.TradeId))];
            HandIn(world, File, [.. told]).ShouldBeOfType<ImportOutcome.Imported>($"seed {seed}");

            world.Ask(engine => engine.RetractTradesAsync(
                    Wish([.. told.Select(trade => new TradeName(trade.Market, trade.TradeId))])
                        with
                    { Others = UntoldTrades.LeftAlone },
                    CancellationToken.None))
                .ShouldBeOfType<RetractOutcome.Retracted>($"seed {seed}");

            Written(world).ShouldBe(before, $"seed {seed}");
            HandIn(world, Venue, Some(random, seed)).ShouldBeOfType<ImportOutcome.Imported>($"seed {seed}");
        }
    }

    // A number is always the same trade, told with or without its fee and its rate. Some numbers are the venue's too.
    private static PastTrade Some(Random random, int seed)
    {
        int number = random.Next(0, 30) + (seed / 10 * 10);
        bool isForeign = number % 3 == 0;
        bool isFeeUntold = random.Next(2) == 0;
        Asset currency = isForeign ? Eur : Usdc;
        return Trade(number.ToString(CultureInfo.InvariantCulture)) with
        {
            Quote = currency,
            FeeAsset = currency,
            Side = number % 4 == 0 ? TradeSide.Sell : TradeSide.Buy,
            Size = new Quantity(1m + (number % 7)),
            Fee = isFeeUntold ? Quantity.Zero : new Quantity(0.1m),
            IsFeeUntold = isFeeUntold,
            At = Instant.FromUtc(2025, 1, 5, 0, 0) + Duration.FromHours(number % 11),
            Rate = isForeign && random.Next(2) == 0 ? new QuoteRate(Usdc, new Price(1.1m)) : null,
        };
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

    private static ImportOutcome HandIn(EngineWorld world, string source, params ImmutableArray<PastTrade> trades) =>
        world.Ask(engine => engine.ImportTradesAsync(
            new JournalEvent.TradesImported(Paper, trades, source, "ann"), CancellationToken.None));

    private static RetractOutcome Retract(EngineWorld world, params ImmutableArray<TradeName> names) =>
        world.Ask(engine => engine.RetractTradesAsync(Wish(names), CancellationToken.None));

    private static RetractOutcome RetractOf(EngineWorld world, string file, TradeName[] names) =>
        world.Ask(engine => engine.RetractTradesAsync(
            Wish([.. names]) with { Source = file, Others = UntoldTrades.LeftAlone }, CancellationToken.None));

    private static Reason RefusalOf(EngineWorld world, params ImmutableArray<TradeName> names) =>
        Retract(world, names).ShouldBeOfType<RetractOutcome.Refused>().Why;

    private static TradeRetraction Wish(params ImmutableArray<TradeName> names) => new()
    {
        Account = Paper,
        Trades = names,
        Others = UntoldTrades.Refused,
        Actor = "ann",
        Why = new Reason("retracted", "typed wrong"),
    };

    // Everything that is known, and every lot by every method, as text.
    private static string Written(EngineWorld world)
    {
        IEnumerable<string> trades = world.Engine.TradesOf(Paper).Markets
            .SelectMany(market => market.Value.Trades.Values.Select(trade => $"{trade}")
                .Prepend($"{market.Key} {market.Value.ReadThrough}"));
        IEnumerable<string> lots = Enum.GetValues<LotMethod>()
            .Select(method => world.Engine.LotsOf(new PortfolioId("core"), method)
                .ShouldBeOfType<LotAnswer.Known>().Sheet)
            .SelectMany(sheet => sheet.Lines)
            .Select(line => $"{line with { Lots = [] }} {string.Join(", ", line.Lots)}");
        return string.Join('\n', trades.Concat(lots));
    }

    private static PastTrade Trade(string id) => new()
    {
        TradeId = id,
        Base = new Asset("AAA"),
        Quote = Usdc,
        Side = TradeSide.Buy,
        Size = new Quantity(2m),
        Price = new Price(5m),
        Fee = new Quantity(0.1m),
        FeeAsset = Usdc,
        At = Instant.FromUtc(2025, 1, 5, 0, 0),
    };
}
