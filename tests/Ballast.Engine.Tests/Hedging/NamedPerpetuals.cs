using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Hedging;
using Ballast.Engine.Ports;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Hedging;

/// <summary>
/// The truth of an exchange's perpetuals, which outlives every life of the engine: one position for each market, orders
/// under names, contracts of a tenth of a unit, and what a test says goes wrong.
/// </summary>
internal sealed class NamedPerpetuals(ScriptedVenue venue) : IHedgeGateway, IHedgeRecords, IPositionSource
{
    /// <summary>The market of coin AAA.</summary>
    public const string Market = "AAA/USDC:USDC";

    private static readonly VenueError Lost = new(VenueErrorKind.OutcomeUnknown, "timeout", "no answer");
    private static readonly VenueError Down = new(VenueErrorKind.Unavailable, "down", "not now");

    private readonly Dictionary<ClientOrderId, HedgeLookup> records = [];

    /// <summary>Units of the position: below zero where it is short.</summary>
    public decimal Size { get; set; }

    /// <summary>Every request that was put on the wire, in order.</summary>
    public List<HedgeTicket> Sent { get; } = [];

    /// <summary>Whether the next requests do not arrive.</summary>
    public bool IsRequestLost { get; set; }

    /// <summary>Whether the answers to the next requests do not arrive.</summary>
    public bool IsAnswerLost { get; set; }

    /// <summary>How much of an order is there within its limit.</summary>
    public decimal Share { get; set; } = 1m;

    /// <summary>How many more look-ups find nothing whatever there is; below zero: none is answered.</summary>
    public int Blind { get; set; }

    /// <summary>The process whose requests these are; it may die before or after one.</summary>
    public SimulatedLife Life { get; set; } = new(int.MaxValue);

    /// <summary>Told before a request has its effect.</summary>
    public Action<HedgeTicket>? Leaving { get; set; }

    /// <summary>The leverage that is set there.</summary>
    public decimal Leverage { get; set; } = 2m;

    public TimeSpan SettleTime => TimeSpan.FromSeconds(5);

    public TimeSpan RequestExpiry => TimeSpan.FromSeconds(20);

    public IHedgeRecords Records => this;

    public Task<Reading<HedgeMarket>> ReadMarketAsync(string market, CancellationToken cancellation) =>
        Task.FromResult<Reading<HedgeMarket>>(new Reading<HedgeMarket>.Known(new HedgeMarket
        {
            Mark = new Price(venue.PriceOf(new Asset("AAA"))),
            Cash = ScriptedVenue.Quote,
            MinNotional = new Money(1m),
            Grid = new HedgeGrid(new Quantity(0.1m), new Quantity(1m), 0.01m),
            Leverage = Leverage,
        }));

    public ValueTask<Reading<PreparedRequest>> PrepareAsync(HedgeTicket ticket, CancellationToken cancellation) =>
        new(new Reading<PreparedRequest>.Known(new PreparedRequest(
            ticket.Account, "POST", "http://venue/order", ticket.Id.ToString(), ticket.Exact!.RequestExpiresAt)));

    public async Task<HedgeOutcome> SendAsync(
        HedgeTicket ticket, PreparedRequest request, CancellationToken cancellation)
    {
        if (!Life.Step())
        {
            return await SimulatedLife.Never<HedgeOutcome>();
        }

        Leaving?.Invoke(ticket);
        Sent.Add(ticket);
        HedgeOutcome outcome = IsRequestLost ? new HedgeOutcome.Unknown(Lost) : Executed(ticket);
        return Life.Step() ? outcome : await SimulatedLife.Never<HedgeOutcome>();
    }

    private HedgeOutcome Executed(HedgeTicket ticket)
    {
        // Whole contracts, and a reduction never beyond the position.
        decimal size = decimal.Truncate(ticket.Exact!.Contracts.Value * Share) * ticket.Exact.ContractSize.Value;
        bool isReducing = ticket.Order.Step is HedgeStep.Reduce or HedgeStep.Close;
        size = isReducing ? Math.Min(size, Math.Max(0m, -Size)) : size;
        Size += ticket.Order.Side == PositionSide.Short ? -size : size;
        HedgeFill fill = new(new Quantity(size), ticket.Exact.Limit, null);
        records[ticket.Id] = size == 0m ? new HedgeLookup.Unfilled() : new HedgeLookup.Filled(fill);
        return IsAnswerLost ? new HedgeOutcome.Unknown(Lost)
            : size == 0m ? new HedgeOutcome.Refused(new VenueError(VenueErrorKind.Rejected, "unfilled", "nothing"))
            : new HedgeOutcome.Done(fill);
    }

    public Task<Reading<HedgeLookup>> LookUpAsync(HedgeTicket ticket, CancellationToken cancellation)
    {
        if (Blind < 0)
        {
            return Task.FromResult<Reading<HedgeLookup>>(new Reading<HedgeLookup>.Failed(Down));
        }

        bool isBlind = Blind > 0;
        Blind = Math.Max(0, Blind - 1);
        return Task.FromResult<Reading<HedgeLookup>>(new Reading<HedgeLookup>.Known(
            isBlind ? new HedgeLookup.NotFound() : records.GetValueOrDefault(ticket.Id, new HedgeLookup.NotFound())));
    }

    public Task<Reading<ImmutableArray<PerpetualPosition>>> ReadPositionsAsync(
        AccountId account, string market, CancellationToken cancellation) =>
        market == Market ? ReadPositionsAsync(account, cancellation) : throw new ArgumentException($"no {market}");

    public Task<Reading<ImmutableArray<PerpetualPosition>>> ReadPositionsAsync(
        AccountId account, CancellationToken cancellation) =>
        Task.FromResult<Reading<ImmutableArray<PerpetualPosition>>>(
            new Reading<ImmutableArray<PerpetualPosition>>.Known(Size == 0m ? [] :
            [
                new PerpetualPosition
                {
                    Symbol = Market,
                    Side = Size > 0m ? PositionSide.Long : PositionSide.Short,
                    Size = new Quantity(Math.Abs(Size)),
                },
            ]));
}
