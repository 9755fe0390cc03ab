using Ballast.Adapters.Connections;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Tests.Venues;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Adapters.Venues.Paper;
using Ballast.Core.Markets;
using Ballast.Engine.Ports;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Stores;
using Ballast.Testing;

namespace Ballast.Adapters.Tests.Conformance;

/// <summary>Before an order leaves, the venue's clock has been measured and the key's powers are known.</summary>
public sealed class FitnessTests : IDisposable
{
    private readonly PaperRig rig = new();
    private readonly List<IDisposable> parts = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        parts.ForEach(part => part.Dispose());
        rig.Dispose();
    }

    [Fact]
    [Conformance(80)]
    public async Task A_clock_that_is_right_and_a_key_that_only_trades_let_orders_leave()
    {
        (AccountFitness fitness, IOrderGateway orders) = Examined(rig.Venue, null);
        (await SendAsync(orders)).ShouldBeOfType<SendOutcome.Rejected>().Error.Code.ShouldBe("not-examined");
        (await orders.PrepareAsync(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m), Cancellation))
            .ShouldBeOfType<Reading<PreparedRequest>.Failed>("nothing is signed either");

        (await fitness.BeginAsync(Cancellation)).ShouldBeNull();

        fitness.Objection.ShouldBeNull();
        (await SendAsync(orders)).ShouldBeOfType<SendOutcome.Accepted>();
        rig.Exchange.Record().Posts.Length.ShouldBe(1);
    }

    [Theory]
    [Conformance(81)]
    [InlineData(30.0)]
    [InlineData(1.2)]
    [InlineData(-1.2)]
    [InlineData(-30.0)]
    public async Task A_clock_that_is_too_far_holds_every_order_and_says_by_how_much(double seconds)
    {
        rig.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.ClockOffset, Seconds = seconds });
        (AccountFitness fitness, IOrderGateway orders) = Examined(rig.Venue, null);
        await fitness.BeginAsync(Cancellation);

        SendOutcome.Rejected held = (await SendAsync(orders)).ShouldBeOfType<SendOutcome.Rejected>();

        held.Error.Code.ShouldBe("clock-too-far");
        held.Error.Message.ShouldContain(seconds > 0 ? " ahead of" : " behind");
        rig.Exchange.Record().Posts.ShouldBeEmpty();
    }

    [Fact]
    [Conformance(82)]
    public async Task A_clock_that_drifts_away_is_noticed_when_it_is_measured_again_and_so_is_its_return()
    {
        (AccountFitness fitness, IOrderGateway orders) = Examined(rig.Venue, null);
        await fitness.BeginAsync(Cancellation);
        rig.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.ClockDrift, Number = 20_000m });

        // 20,000 ppm are 12 s in ten minutes; the look after five finds six.
        await AdvanceAsync(TimeSpan.FromMinutes(10), () => fitness.Objection?.Code == "clock-too-far");
        (await SendAsync(orders)).ShouldBeOfType<SendOutcome.Rejected>();

        rig.Exchange.Faults.Clear();
        await AdvanceAsync(TimeSpan.FromMinutes(1), () => fitness.Objection is null);
    }

    [Fact]
    [Conformance(83)]
    public async Task A_machines_clock_that_was_set_holds_orders_until_it_is_measured_again()
    {
        OffsetMachine machine = new(rig.Clock);
        using BinanceSpotVenue venue = PaperConnection.InProcess(
            rig.Exchange, PaperRig.Account, PaperRig.Customer, new VenueClocks(rig.Clock, machine));
        (AccountFitness fitness, _) = Examined(venue, null, machine);
        await fitness.BeginAsync(Cancellation);
        fitness.Objection.ShouldBeNull();

        machine.Ahead = TimeSpan.FromSeconds(5);

        fitness.Objection.ShouldNotBeNull().Code.ShouldBe("clock-set");
    }

    [Fact]
    [Conformance(84)]
    public async Task A_venue_that_does_not_answer_leaves_the_account_readable_later_and_holds_orders_until_then()
    {
        rig.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.Down, On = RequestScope.All });
        (AccountFitness fitness, _) = Examined(rig.Venue, null);
        (await fitness.BeginAsync(Cancellation)).ShouldBeNull("it may be dead for a minute only");
        fitness.Objection.ShouldNotBeNull().Code.ShouldBe("clock-not-measured");

        rig.Exchange.Faults.Clear();
        await AdvanceAsync(TimeSpan.FromMinutes(1), () => fitness.Objection is null);
    }

    [Fact]
    public async Task An_examiner_that_no_longer_answers_does_not_leave_its_last_good_word_standing()
    {
        ManualClock machine = new();
        HangingExaminer examiner = new();
        using AccountFitness fitness = new(examiner, machine);
        await fitness.BeginAsync(Cancellation);

        examiner.Hangs = true;
        machine.Advance(TimeSpan.FromMinutes(15));
        fitness.Objection.ShouldBeNull("three looks may be missed");

        machine.Advance(TimeSpan.FromMinutes(1));
        fitness.Objection.ShouldNotBeNull().Code.ShouldBe("examined-long-ago");
        fitness.Objection!.Sentence.ShouldContain("16 minutes ago");
    }

    public static TheoryData<string, KeyPowers> Strong { get; } = new()
    {
        { "may withdraw", new KeyPowers { Withdraws = true } },
        { "may transfer", new KeyPowers { TransfersInternally = true } },
        { "may transfer", new KeyPowers { TransfersUniversally = true } },
        { "works from any address", new KeyPowers { WorksFromAnywhere = true } },
        {
            "may withdraw and may transfer and works from any address",
            new KeyPowers { Withdraws = true, TransfersInternally = true, WorksFromAnywhere = true }
        },
    };

    [Theory]
    [Conformance(85)]
    [MemberData(nameof(Strong))]
    public async Task A_key_that_can_do_more_than_trade_is_refused_unless_its_owner_typed_exactly_that(
        string can, KeyPowers powers)
    {
        BinanceSpotVenue venue = With(powers);
        string phrase = $"I accept that the key of paper {can}";

        ConnectionOpening.Refused refused = (await Examined(venue, null).Fitness.BeginAsync(Cancellation))
            .ShouldNotBeNull();
        refused.Why.Code.ShouldBe("key-too-strong");
        refused.WayOut.ShouldContain($"\"accept\": \"{phrase}\"");
        (await Examined(venue, phrase + ".").Fitness.BeginAsync(Cancellation)).ShouldNotBeNull();
        (await Examined(venue, phrase).Fitness.BeginAsync(Cancellation)).ShouldBeNull();
    }

    [Fact]
    [Conformance(86)]
    public async Task A_key_that_may_not_trade_can_be_read_with_and_sends_nothing()
    {
        (AccountFitness fitness, _) = Examined(With(new KeyPowers { IsReadOnly = true }), null);
        (await fitness.BeginAsync(Cancellation)).ShouldBeNull();
        fitness.Objection.ShouldNotBeNull().Code.ShouldBe("key-cannot-trade");
    }

    private BinanceSpotVenue With(KeyPowers powers)
    {
        PaperAccount customer = PaperRig.Customer with { Powers = powers };
        PaperVenue exchange = new(
            new PaperVenueOptions { Accounts = [customer] }, rig.Market, new MemoryExchangeStore(), rig.Clock);
        BinanceSpotVenue venue = PaperConnection.InProcess(exchange, PaperRig.Account, customer, rig.Clocks);
        parts.AddRange([venue, exchange]);
        return venue;
    }

    private (AccountFitness Fitness, IOrderGateway Orders) Examined(
        BinanceSpotVenue venue, string? accept, TimeProvider? machine = null)
    {
        BinanceConnection connection = new()
        {
            Account = PaperRig.Account,
            Network = VenueNetwork.Local,
            Addresses = BinanceAddresses.At(new Uri("http://127.0.0.1:1")),
            Key = new SecretName("key"),
            Secret = new SecretName("secret"),
            Accept = accept,
        };
        AccountFitness fitness = new(new BinanceExaminer(venue, connection), machine ?? rig.Clock);
        parts.Add(fitness);
        return (fitness, new HeldOrders(venue.Orders, () => fitness.Objection));
    }

    private Task<SendOutcome> SendAsync(IOrderGateway orders) =>
        orders.SendAsync(rig.Orders.Prepare(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m)), Cancellation);

    private async Task AdvanceAsync(TimeSpan most, Func<bool> isSo)
    {
        for (TimeSpan gone = TimeSpan.Zero; gone < most && !isSo(); gone += TimeSpan.FromSeconds(1))
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await StreamWorld.UntilAsync(() => Task.FromResult(isSo() ? "so" : null));
    }

    // A machine's clock that somebody sets; its counter goes on.
    private sealed class OffsetMachine(TimeProvider inner) : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Ahead;

        public override long GetTimestamp() => inner.GetTimestamp();

        public override ITimer CreateTimer(
            TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            inner.CreateTimer(callback, state, dueTime, period);
    }
}
