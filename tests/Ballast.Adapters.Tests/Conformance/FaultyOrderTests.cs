using System.Collections.Immutable;
using Ballast.Adapters.Tests.Venues;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Orders;

namespace Ballast.Adapters.Tests.Conformance;

/// <summary>Orders through the client while things go wrong at the exchange, held against the exchange's
/// record.</summary>
public sealed class FaultyOrderTests : IDisposable
{
    private readonly PaperRig rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => rig.Dispose();

    [Fact]
    [Conformance(20)]
    public async Task An_answer_that_comes_after_its_time_leaves_the_order_unknown_and_found()
    {
        rig.Fault(FaultKind.LateAnswer, 30);
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);

        (await PumpAsync(rig.SendAsync(ticket))).ShouldBeOfType<SendOutcome.Unknown>().Error.Code.ShouldBe("timeout");
        (await rig.LookUpAsync(ticket)).ShouldBeOfType<OrderLookup.Found>();
    }

    [Fact]
    [Conformance(21)]
    public async Task A_request_that_the_network_doubled_is_seen_twice_in_orders_and_trades()
    {
        rig.Fault(FaultKind.Duplicated, 0);
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);

        (await rig.SendAsync(ticket)).ShouldBeOfType<SendOutcome.Accepted>();
        Known(await rig.Orders.ReadOrdersAsync(PaperRig.Account, rig.Instrument, rig.Now, Cancellation))
            .Count(order => order.ClientId == rig.Orders.Render(ticket.Id)).ShouldBe(2);
        (await TradesAsync()).Sum(trade => trade.Fill.Size.Value).ShouldBe(0.2m);
    }

    [Fact]
    [Conformance(22)]
    public async Task A_fill_in_pieces_is_told_with_every_piece_once()
    {
        rig.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.PartialFills, Number = 20 });

        SendOutcome.Accepted accepted = (await rig.SendAsync(rig.Ticket(TradeSide.Buy, 1m, 50_500m)))
            .ShouldBeOfType<SendOutcome.Accepted>();

        accepted.Fills.Length.ShouldBeGreaterThan(1);
        accepted.Fills.Select(fill => fill.TradeId).ShouldBeUnique();
        accepted.Fills.Sum(fill => fill.Size.Value).ShouldBe(accepted.Order.Filled.Value);
        (await TradesAsync()).Select(trade => trade.Fill.TradeId).ShouldBe(
            accepted.Fills.Select(fill => fill.TradeId), ignoreOrder: true);
    }

    [Fact]
    [Conformance(23)]
    public async Task A_fill_after_the_cancel_was_confirmed_shows_among_the_trades()
    {
        rig.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.LateFill, Times = 1, Seconds = 5 });
        OrderTicket ticket = rig.Ticket(TradeSide.Sell, 1m, 51_000m) with { TimeInForce = TimeInForce.PostOnly };
        await rig.SendAsync(ticket);
        await rig.Orders.CancelAsync(ticket, Cancellation);
        (await TradesAsync()).ShouldBeEmpty();

        rig.Clock.Advance(TimeSpan.FromSeconds(6));
        rig.Exchange.Advance();

        (await TradesAsync()).Sum(trade => trade.Fill.Size.Value).ShouldBe(1m);
    }

    [Fact]
    [Conformance(24)]
    public async Task A_lookup_that_is_blind_finds_the_order_when_it_sees_again()
    {
        rig.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.LookupBlind, Seconds = 1800 });
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);
        await rig.SendAsync(ticket);

        (await rig.LookUpAsync(ticket)).ShouldBeOfType<OrderLookup.NotFound>();
        (await TradesAsync()).ShouldBeEmpty();

        rig.Clock.Advance(TimeSpan.FromMinutes(31));
        (await rig.LookUpAsync(ticket)).ShouldBeOfType<OrderLookup.Found>();
        (await TradesAsync()).ShouldNotBeEmpty();
    }

    [Fact]
    [Conformance(25)]
    public async Task A_fee_is_told_in_the_asset_that_it_was_charged_in()
    {
        rig.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.FeeAsset, Text = "USDC" });

        SendOutcome.Accepted accepted = (await rig.SendAsync(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m)))
            .ShouldBeOfType<SendOutcome.Accepted>();

        // 0.1 BTC at 50,010 USDC, 10 bp.
        accepted.Fills.Select(fill => (fill.FeeAsset, fill.Fee.Value)).ShouldBe([(PaperRig.Usdc, 5.001m)]);
    }

    [Fact]
    [Conformance(26)]
    public async Task With_every_fault_at_once_no_outcome_is_claimed_that_the_venue_does_not_have()
    {
        rig.Exchange.Faults.Add(EveryFault());
        Dictionary<string, SendOutcome> said = [];
        for (int i = 0; i < 300; i++)
        {
            OrderTicket ticket = i % 2 == 0
                ? rig.Ticket(TradeSide.Buy, 0.01m, 50_500m)
                : rig.Ticket(TradeSide.Sell, 0.01m, 49_500m);
            said.Add(rig.Orders.Render(ticket.Id), await PumpAsync(rig.SendAsync(ticket)));
            rig.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        rig.Exchange.Faults.Clear();
        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        rig.Exchange.Advance();

        ILookup<string, ExchangeOrder> placed = rig.Exchange.Record().Orders.ToLookup(order => order.ClientId);
        foreach ((string id, SendOutcome outcome) in said)
        {
            switch (outcome)
            {
                case SendOutcome.Accepted accepted:
                    ExchangeOrder order = placed[id].Single();
                    accepted.Order.Filled.Value.ShouldBe(order.Filled, id);
                    accepted.Fills.Sum(fill => fill.Size.Value).ShouldBe(order.Filled, id);
                    break;
                case SendOutcome.Rejected rejected:
                    placed[id].ShouldBeEmpty($"{id} was {rejected}");
                    break;
                case SendOutcome.Unknown:
                    placed[id].Count().ShouldBeLessThanOrEqualTo(1, id);
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        said.Values.Select(outcome => outcome.GetType()).Distinct().Count().ShouldBe(3, "all outcomes were met");

        // What was delayed is noted again when it is executed.
        rig.Exchange.Record().Posts.Where(post => post.Outcome != "delayed").GroupBy(post => post.ClientId)
            .ShouldAllBe(posts => posts.Count() == 1);
    }

    // A transport that doubles requests is left out: what it makes is not the client's (C21).
    private static FaultRule[] EveryFault() =>
    [
        .. new[]
        {
            FaultKind.RequestLost, FaultKind.AnswerTimeout, FaultKind.AnswerReset, FaultKind.AnswerServerError,
            FaultKind.AnswerUnexpected, FaultKind.AnswerBackendTimeout, FaultKind.AnswerGarbage, FaultKind.Forbidden,
        }.Select(kind => new FaultRule { Kind = kind, Probability = 0.05 }),
        new FaultRule { Kind = FaultKind.Delayed, Probability = 0.05, Seconds = 3 },
        new FaultRule { Kind = FaultKind.LateAnswer, Probability = 0.05, Seconds = 20 },
        new FaultRule { Kind = FaultKind.TooManyRequests, Probability = 0.05, Seconds = 3 },
        new FaultRule { Kind = FaultKind.Banned, Probability = 0.02, Seconds = 10 },
        new FaultRule { Kind = FaultKind.Down, Probability = 0.02 },
        new FaultRule
        {
            Kind = FaultKind.Reject,
            Probability = 0.05,
            Number = -2010,
            Text = "This action is disabled on this account.",
        },
        new FaultRule { Kind = FaultKind.PartialFills, Number = 5 },
        new FaultRule { Kind = FaultKind.LookupBlind, Seconds = 2 },
        new FaultRule { Kind = FaultKind.StaleBalances, Seconds = 5 },
        new FaultRule { Kind = FaultKind.FeeAsset, Text = "USDC" },
    ];

    private async Task<SendOutcome> PumpAsync(Task<SendOutcome> sending)
    {
        while (!sending.IsCompleted)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await sending;
    }

    private async Task<ImmutableArray<VenueTrade>> TradesAsync() =>
        (await rig.Orders.ReadTradesAsync(
            PaperRig.Account, rig.Instrument, new TradeWatermark(""), new TradesLook(), Cancellation))
            .ShouldBeOfType<Reading<TradePage>.Known>().Value.Trades;

    private static ImmutableArray<VenueOrder> Known(Reading<ImmutableArray<VenueOrder>> reading) =>
        reading.ShouldBeOfType<Reading<ImmutableArray<VenueOrder>>.Known>().Value;
}
