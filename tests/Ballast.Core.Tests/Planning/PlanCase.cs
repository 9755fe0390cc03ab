using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Costs;
using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Tests.Planning;

/// <summary>
/// A portfolio written down line by line, for planner tests: quote USDC, account <c>paper</c> unless a line says
/// otherwise.
/// </summary>
public sealed class PlanCase
{
    private static readonly Instant Now = Instant.FromUtc(2026, 1, 31, 12, 0);
    private readonly SortedDictionary<Asset, Row> rows = [];
    private readonly List<VenueMarket> markets = [];
    private bool isListed;

    public Policy Policy { get; set; } = new()
    {
        Portfolio = new PortfolioId("core"),
        Quote = new Asset("USDC"),
        Accounts = [new AccountId("paper")],
        Target = ImmutableSortedDictionary<Asset, Weight>.Empty,
        Costs = new CostPolicy { TakerFeeBps = 0m, MakerFeeBps = 0m },
    };

    public Destination Destination { get; set; } = Destination.Target;

    public decimal NetFlow { get; set; }

    public decimal? TurnoverLeft { get; set; }

    /// <summary>A managed asset held in one line.</summary>
    public PlanCase Holds(string asset, decimal units, decimal price, decimal target, decimal band = 0.05m) =>
        Holds(asset, price, target, band, (units, 0m, "paper"));

    /// <summary>
    /// A managed asset held in lines of free and locked units by account; <c>ro-</c> accounts are read-only.
    /// </summary>
    public PlanCase Holds(
        string asset,
        decimal price,
        decimal target,
        decimal band,
        params (decimal Free, decimal Locked, string Account)[] lines)
    {
        Row row = new(price, target, band, [.. lines.Select(line => Line(asset, price, line))]);
        rows[new Asset(asset)] = row;
        return this;
    }

    /// <summary>A further line of an equivalent asset behind a managed one.</summary>
    public PlanCase Also(string managed, string equivalent, decimal free, decimal price, string account = "paper")
    {
        Row row = rows[new Asset(managed)];
        rows[new Asset(managed)] = row with { Lines = row.Lines.Add(Line(equivalent, price, (free, 0m, account))) };
        return this;
    }

    public PlanCase Trades(
        Instrument instrument, FeeRates? fees = null, OrderBook? book = null, string account = "paper")
    {
        AccountId id = new(account);
        markets.Add(new VenueMarket { Account = id, Instrument = instrument, Fees = fees, Book = book });
        return this;
    }

    /// <summary>The book of an asset's markets is not to be used.</summary>
    public PlanCase Doubts(string asset, Reason why)
    {
        for (int i = 0; i < markets.Count; i++)
        {
            markets[i] = markets[i].Instrument.Base.Symbol == asset ? markets[i] with { BookFault = why } : markets[i];
        }

        return this;
    }

    /// <summary>A venue stands behind the portfolio and lists no market, unless one is added.</summary>
    public PlanCase AtAVenue()
    {
        isListed = true;
        return this;
    }

    public static Instrument Market(
        string @base, LotFilter lot, decimal tick, decimal minNotional, string quote = "USDC") => new()
        {
            Symbol = @base + quote,
            Base = new Asset(@base),
            Quote = new Asset(quote),
            Lot = lot,
            MarketLot = LotFilter.None,
            Tick = new TickFilter(0m, decimal.MaxValue, tick),
            MinNotional = minNotional,
        };

    public PlanCase With(Func<Policy, Policy> change)
    {
        Policy = change(Policy);
        return this;
    }

    public PlanCase To(Destination destination)
    {
        Destination = destination;
        return this;
    }

    public PlanRequest Request()
    {
        ImmutableArray<Position> positions = [.. rows.Select(row => PositionOf(row.Key, row.Value))];
        return new PlanRequest
        {
            Policy = Policy,
            PolicyHash = "policy",
            Snapshot = new Snapshot
            {
                At = Now,
                Quote = Policy.Quote,
                Positions = positions,
                Untracked = [],
                Catalogue = isListed || markets.Count > 0
                    ? new Catalogue.Listed([.. markets])
                    : Catalogue.WithoutVenue,
                Value = new Money(positions.Sum(position => position.Value.Value)),
            },
            Targets = [.. rows.Select(row => Target(row.Key, row.Value))],
            Destination = Destination,
            Why = new Reason("band", "test"),
            Costs = new CostModel(Policy.Costs),
            NetFlow = new Money(NetFlow),
            TurnoverLeft = TurnoverLeft is { } left ? new Money(left) : null,
            ExpiresAt = Now + Duration.FromMinutes(5),
        };
    }

    public PlanOutcome Run() => Planner.Plan(Request());

    public Plan Planned() => Run().ShouldBeOfType<PlanOutcome.Planned>().Plan;

    public ImmutableArray<NonOrder> Nothing() => Run().ShouldBeOfType<PlanOutcome.NothingToTrade>().NonOrders;

    private static TargetLine Target(Asset asset, Row row) => new(asset, new Weight(row.Target), new Weight(row.Band));

    private static bool IsReadOnly(string account) => account.StartsWith("ro-", StringComparison.Ordinal);

    private static HoldingLine Line(
        string asset, decimal price, (decimal Free, decimal Locked, string Account) line) => new()
        {
            Account = new AccountId(line.Account),
            Access = IsReadOnly(line.Account) ? AccountAccess.ReadOnly : AccountAccess.Tradable,
            Asset = new Asset(asset),
            Free = new Quantity(line.Free),
            Locked = new Quantity(line.Locked),
            Price = new Price(price),
        };

    private Position PositionOf(Asset asset, Row row)
    {
        decimal value = row.Lines.Sum(line => (line.Free.Value + line.Locked.Value) * line.Price.Value);
        decimal free = row.Lines
            .Where(line => line.Access == AccountAccess.Tradable)
            .Sum(line => line.Free.Value * line.Price.Value);
        decimal locked = Policy.Locked.TryGetValue(asset, out Quantity units) ? units.Value * row.Price : 0m;
        return new Position
        {
            Asset = asset,
            Price = new Price(row.Price),
            Value = new Money(value),
            SellableValue = new Money(Math.Max(0m, Math.Min(free, value - locked))),
            Lines = row.Lines,
        };
    }

    private sealed record Row(decimal Price, decimal Target, decimal Band, ImmutableArray<HoldingLine> Lines);
}
