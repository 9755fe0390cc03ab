using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Costs;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Planning;

/// <summary>Reads a request into arrays and routes, or says why it cannot be planned for.</summary>
internal sealed class UniverseBuilder
{
    private const decimal LargestWealth = 1_000_000_000_000_000m;
    private const decimal TargetTolerance = 1e-9m;

    private readonly PlanRequest request;
    private readonly ImmutableArray<Position> positions;

    /// <summary>For one request.</summary>
    public UniverseBuilder(PlanRequest request)
    {
        this.request = request;
        Snapshot snapshot = request.Snapshot;
        positions = request.Policy.Untracked == UntrackedHoldings.Sell && !snapshot.Untracked.IsDefaultOrEmpty
            ? snapshot.Positions.AddRange(snapshot.Untracked)
            : snapshot.Positions;
        Universe = new PlanUniverse(positions.Length);
        SellRoutes = new TradeRoute[positions.Length][];
        BuyRoutes = new TradeRoute[positions.Length][];
    }

    /// <summary>The arrays; complete after <see cref="Build"/>.</summary>
    public PlanUniverse Universe { get; }

    /// <summary>Ways to sell, by asset.</summary>
    public TradeRoute[][] SellRoutes { get; }

    /// <summary>Ways to buy, by asset.</summary>
    public TradeRoute[][] BuyRoutes { get; }

    /// <summary>Balances that can pay.</summary>
    public ImmutableArray<HoldingLine> Cash { get; private set; } = [];

    /// <summary>Builds.</summary>
    /// <returns>Why there can be no plan, or <see langword="null"/>.</returns>
    public Reason? Build()
    {
        if (ReadTargets() is { } mismatch)
        {
            return mismatch;
        }

        if (ReadValues() is { } worthless)
        {
            return worthless;
        }

        RouteBook book = new(request, positions[Universe.Quote]);
        Cash = book.Cash;
        for (int i = 0; i < Universe.Count; i++)
        {
            ReadReach(i, book);
        }

        return null;
    }

    private Reason? ReadTargets()
    {
        int managed = request.Snapshot.Positions.Length;
        if (request.Targets.Length != managed)
        {
            return new Reason(
                "targets-mismatch", $"{request.Targets.Length} targets were given for {managed} positions.");
        }

        decimal sum = 0m;
        for (int i = 0; i < Universe.Count; i++)
        {
            Universe.Positions[i] = positions[i];
            if (i >= managed)
            {
                continue;
            }

            TargetLine line = request.Targets[i];
            bool negative = decimal.Sign(line.Target.Value) < 0 || decimal.Sign(line.Band.Value) < 0;
            if (line.Asset != positions[i].Asset || negative)
            {
                return new Reason(
                    "targets-mismatch",
                    $"The target {line.Asset} {line.Target}, band {line.Band}, does not fit {positions[i].Asset}.");
            }

            Universe.Targets[i] = line.Target.Value;
            Universe.Bands[i] = line.Band.Value;
            sum += line.Target.Value;
            Universe.Quote = line.Asset == request.Snapshot.Quote ? i : Universe.Quote;
        }

        if (Math.Abs(sum - 1m) > TargetTolerance)
        {
            return new Reason("targets-not-one", $"The targets sum to {CanonicalDecimal.Format(sum)} instead of 1.");
        }

        return Universe.Quote >= 0
            ? null
            : new Reason("no-quote", $"The snapshot has no position in {request.Snapshot.Quote}.");
    }

    private Reason? ReadValues()
    {
        decimal wealth = 0m;
        for (int i = 0; i < Universe.Count; i++)
        {
            Position position = positions[i];
            int sign = decimal.Sign(position.Value.Value);
            bool needed = sign > 0 || decimal.Sign(Universe.Targets[i]) > 0;
            if (needed && decimal.Sign(position.Price.Value) <= 0)
            {
                return new Reason("price-zero", $"{position.Asset} has a price of zero: nothing can be planned on it.");
            }

            if (sign < 0)
            {
                return new Reason("value-negative", $"{position.Asset} has a value of {position.Value}.");
            }

            Universe.Values[i] = position.Value.Value;
            wealth += position.Value.Value;
        }

        Universe.Wealth = wealth;
        string worth = CanonicalDecimal.Format(wealth);
        return wealth is > 0m and <= LargestWealth
            ? null
            : new Reason("no-value", $"The portfolio is worth {worth} {request.Snapshot.Quote}: nothing to plan with.");
    }

    private void ReadReach(int i, RouteBook book)
    {
        Position position = positions[i];
        bool isQuote = i == Universe.Quote;
        SellRoutes[i] = isQuote ? [] : book.SellRoutes(i, position);
        BuyRoutes[i] = isQuote || i >= request.Targets.Length ? [] : book.BuyRoutes(i, position);

        decimal free = isQuote ? Cash.Sum(line => line.Free.Value * line.Price.Value) : SumOf(SellRoutes[i]);
        decimal reserve = ReserveOf(position);
        Policy policy = request.Policy;
        bool noSell = policy.NoSell.Count > 0 && policy.NoSell.Contains(position.Asset);
        decimal sellable = noSell ? 0m : Math.Max(0m, Math.Min(free, position.SellableValue.Value) - reserve);
        decimal floor = sellable == Universe.Values[i] ? 0m : Universe.Values[i] - sellable;
        Universe.Floors[i] = Math.Abs(floor) <= Universe.Wealth * PlanUniverse.Noise ? 0m : floor;

        bool noBuy = policy.NoBuy.Count > 0 && policy.NoBuy.Contains(position.Asset);
        bool buyable = !noBuy && (isQuote || BuyRoutes[i].Length > 0);
        Universe.Ceilings[i] = buyable ? Universe.Wealth : Universe.Values[i];
        if (!isQuote)
        {
            Universe.SellCurves[i] = SellRoutes[i].Length > 0 ? SellRoutes[i][0].Curve : new CostCurve(0m, 0m);
            Universe.BuyCurves[i] = BuyRoutes[i].Length > 0 ? BuyRoutes[i][0].Curve : new CostCurve(0m, 0m);
        }
    }

    private decimal ReserveOf(Position position)
    {
        ImmutableSortedDictionary<Asset, Quantity> reserve = request.Policy.Trade.Reserve;
        return reserve.Count > 0 && reserve.TryGetValue(position.Asset, out Quantity units)
            ? units.Value * position.Price.Value
            : 0m;
    }

    private static decimal SumOf(TradeRoute[] routes)
    {
        if (routes.Length == 1)
        {
            return routes[0].FreeValue;
        }

        decimal sum = 0m;
        foreach (TradeRoute route in routes)
        {
            sum += route.FreeValue;
        }

        return sum;
    }
}
