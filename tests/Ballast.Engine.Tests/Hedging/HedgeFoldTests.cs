using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Orders;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Hedging;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Tests.Hedging;

/// <summary>The life of an order of a hedge: what may follow what.</summary>
public sealed class HedgeFoldTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 1, 1, 12, 0);
    private static readonly AccountId Flea = new("flea");
    private static readonly Reason Why = new("because", "of a test");
    private static readonly HedgeFill Fill = new(new Quantity(0.001m), new Price(50_000m), new Money(0.05m));

    private static readonly JournalEvent Answered = new JournalEvent.HedgeAnswered(Id(1), Fill);
    private static readonly JournalEvent Lost = new JournalEvent.HedgeUnknown(Id(1), Why);
    private static readonly JournalEvent Stuck = new JournalEvent.HedgeQuarantined(Id(1), Why);

    [Fact]
    public void An_answer_is_no_end_before_the_positions_show_it()
    {
        PortfolioBook answered = Folded(Intended(1), Answered);
        (answered.OpenHedge!.State, answered.OpenHedge.Fill).ShouldBe((HedgeState.Answered, Fill));
        HedgeReach.Objection(answered, Flea)!.Code.ShouldBe("hedge-underway");
        HedgeReach.Objection(answered, new AccountId("other")).ShouldBeNull();

        PortfolioBook done = Folded(Intended(1), Answered, Ended(HedgeState.Done));
        done.OpenHedge.ShouldBeNull();
        done.Hedges.ShouldHaveSingleItem().State.ShouldBe(HedgeState.Done);
        HedgeReach.Objection(done, Flea).ShouldBeNull();
    }

    [Fact]
    public void One_is_open_at_a_time() =>
        Should.Throw<InvalidOperationException>(() => Folded(Intended(1), Intended(2)));

    [Fact]
    public void In_quarantine_it_is_open_and_holds_up_no_movement()
    {
        PortfolioBook stuck = Folded(Intended(1), Lost, Stuck);
        stuck.OpenHedge!.State.ShouldBe(HedgeState.Quarantined);
        HedgeReach.Objection(stuck, Flea).ShouldBeNull();
        Folded(Intended(1), Lost, Stuck, Ended(HedgeState.Resolved), Intended(2)).OpenHedge!.Ticket.Id.ShouldBe(Id(2));
    }

    // What an order was known to be is never forgotten by a later guess.
    [Fact]
    public void Nothing_follows_what_it_cannot_follow()
    {
        JournalEvent[][] impossible =
        [
            [Answered],
            [Intended(1), Ended(HedgeState.Done)],
            [Intended(1), Ended(HedgeState.Absent)],
            [Intended(1), Answered, Ended(HedgeState.Absent)],
            [Intended(1), Answered, Ended(HedgeState.Refused)],
            [Intended(1), Lost, Ended(HedgeState.Resolved)],
            [Intended(1), Lost, Stuck, Ended(HedgeState.Done)],
            [Intended(1), Stuck],
            [Intended(1), Ended(HedgeState.Unknown)],
        ];
        foreach (JournalEvent[] story in impossible)
        {
            Should.Throw<InvalidOperationException>(() => Folded(story));
        }
    }

    // The venue's record, found by the order's name, says what became of it.
    [Fact]
    public void A_record_that_is_found_ends_the_doubt_like_an_answer()
    {
        HedgeRecord found = Folded(Intended(1), Lost, Answered).OpenHedge!;
        (found.State, found.Fill, found.Why).ShouldBe((HedgeState.Answered, Fill, null));
    }

    // Of 60 orders the first is another market's: where positions have no tags it says what is held there.
    [Fact]
    public void The_last_order_of_a_market_is_not_forgotten_for_many_of_another()
    {
        PortfolioBook book = Folded(
        [
            With(Intended(1), "ETH-PERP"), Answered, Ended(HedgeState.Done),
            .. Enumerable.Range(2, 60).SelectMany(number => new JournalEvent[]
            {
                Intended(number), new JournalEvent.HedgeAnswered(Id(number), Fill), Ended(HedgeState.Done, number),
            }),
        ]);

        book.Hedges.Count.ShouldBe(50);
        (book.Hedges[0].Ticket.Market, book.Hedges[1].Ticket.Id).ShouldBe(("ETH-PERP", Id(13)));
    }

    // By hand: 50 set aside; 0.001 units at 50,000 are 50; half of them done are 25.
    [Fact]
    public void It_counts_in_the_days_turnover_whole_until_its_end_and_then_by_what_it_traded()
    {
        JournalEvent half = new JournalEvent.HedgeAnswered(Id(1), Fill with { Size = new Quantity(0.0005m) });
        Folded(Intended(1)).Caps.Notional.Value.ShouldBe(50m);
        Folded(Intended(1), Lost, Stuck).Caps.Notional.Value.ShouldBe(50m);
        Folded(Intended(1), half).Caps.Notional.Value.ShouldBe(50m, "it has not ended");
        Folded(Intended(1), half, Ended(HedgeState.Done)).Caps.Notional.Value.ShouldBe(25m);
        Folded(Intended(1), Ended(HedgeState.Refused)).Caps.Notional.Value.ShouldBe(0m);
        Folded(Intended(1), Lost, Ended(HedgeState.Absent)).Caps.Notional.Value.ShouldBe(0m);
        Folded(Intended(1), Answered, Ended(HedgeState.Done), Intended(2)).Caps.Notional.Value.ShouldBe(100m);

        Instant tomorrow = Noon + Duration.FromDays(1);
        CapFold.On(Folded(Intended(1), Lost), tomorrow).Notional.Value.ShouldBe(50m, "it may be done on either day");
        CapFold.On(Folded(Intended(1), Answered, Ended(HedgeState.Done)), tomorrow).Notional.Value.ShouldBe(0m);
    }

    // Held back by the network, it may arrive as late as records are known to lag: 45 minutes (ORDER-SAFETY).
    [Fact]
    public void After_an_absence_that_positions_alone_prove_the_next_order_waits_and_a_closing_does_not()
    {
        PortfolioBook absent = Folded(Intended(1), Lost, Ended(HedgeState.Absent));
        Asset btc = new("BTC");

        HedgeRest.Objection(absent, (btc, HedgeStep.Reduce), Noon + Duration.FromMinutes(44))!.Code
            .ShouldBe("hedge-absences");
        HedgeRest.Objection(absent, (btc, HedgeStep.Reduce), Noon + Duration.FromMinutes(45)).ShouldBeNull();
        HedgeRest.Objection(absent, (btc, HedgeStep.Close), Noon).ShouldBeNull();
        HedgeRest.Objection(absent, (new Asset("ETH"), HedgeStep.Open), Noon).ShouldBeNull();
    }

    [Fact]
    public void An_order_that_was_done_since_does_not_end_the_wait_for_one_that_may_be_late()
    {
        PortfolioBook book = Folded(
            Intended(1), Lost, Ended(HedgeState.Absent),
            Intended(2), new JournalEvent.HedgeUnknown(Id(2), Why), Ended(HedgeState.Done, 2));

        HedgeRest.Objection(book, (new Asset("BTC"), HedgeStep.Add), Noon)!.Code.ShouldBe("hedge-absences");
    }

    [Fact]
    public void After_a_refusal_the_next_order_waits_ten_minutes()
    {
        PortfolioBook refused = Folded(Intended(1), Ended(HedgeState.Refused));

        (Asset, HedgeStep) next = (new Asset("BTC"), HedgeStep.Open);
        HedgeRest.Objection(refused, next, Noon + Duration.FromMinutes(9))!.Code.ShouldBe("hedge-refused");
        HedgeRest.Objection(refused, next, Noon + Duration.FromMinutes(10)).ShouldBeNull();
        HedgeRest.Objection(refused, (new Asset("BTC"), HedgeStep.Close), Noon).ShouldBeNull("what closes is urgent");
    }

    [Fact]
    public void What_is_written_of_it_is_read_back()
    {
        JournalCodec codec = new(JournalUpgrades.Current);
        JournalEvent[] all = [Intended(7), Exact(Intended(8)), Answered, Lost, Stuck, Ended(HedgeState.Absent)];
        foreach (JournalEvent told in all)
        {
            StoredEntry stored = new(1, JournalCodec.Encode(new PortfolioId("p"), Noon, told), "");
            codec.Decode(stored).Event.ShouldBe(told);
        }
    }

    private static PortfolioBook Folded(params JournalEvent[] story)
    {
        PortfolioBook book = new()
        {
            PolicyHash = "",
            Policy = new Policy
            {
                Portfolio = new PortfolioId("p"),
                Quote = new Asset("USDC"),
                Accounts = [Flea],
                Target = ImmutableSortedDictionary<Asset, Weight>.Empty,
            },
        };
        return story.Aggregate(
            book, (before, told) => BookFold.Apply(before, new StampedEvent(1, new PortfolioId("p"), Noon, told)));
    }

    private static JournalEvent.HedgeIntended Exact(JournalEvent.HedgeIntended intended) => intended with
    {
        Ticket = intended.Ticket with
        {
            Exact = new HedgeSize
            {
                Contracts = new Quantity(25m),
                ContractSize = new Quantity(0.01m),
                Limit = new Price(49_900m),
                RequestExpiresAt = Noon,
            },
        },
    };

    private static JournalEvent.HedgeIntended With(JournalEvent.HedgeIntended intended, string market) =>
        intended with { Ticket = intended.Ticket with { Market = market } };

    private static JournalEvent.HedgeEnded Ended(HedgeState end, int number = 1) => new(Id(number), end, Why);

    private static ClientOrderId Id(int number) => ClientOrderId.Of(7, 1, (ulong)number, ushort.MaxValue - 1, 0);

    private static JournalEvent.HedgeIntended Intended(int number) => new(
        new HedgeTicket
        {
            Id = Id(number),
            Account = Flea,
            Asset = new Asset("BTC"),
            Market = "BTC-PERP",
            Purpose = "hedge:BTC",
            Order = new HedgeOrder
            {
                Step = HedgeStep.Open,
                Notional = new Money(50m),
                Margin = new Money(25m),
                Fee = new Money(0.05m),
            },
            Leverage = 2m,
            Before = Quantity.Zero,
            ExpectedPrice = new Price(50_000m),
            MaxSlippageBps = 50m,
            Why = Why,
        },
        new PreparedRequest(Flea, "POST", "http://flea/trading/order", "{}", Noon),
        1);
}
