using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Simulation;

/// <summary>What a simulated portfolio holds, in one account, and what that is worth.</summary>
internal sealed class SimulatedBook
{
    private readonly PriceGrid grid;
    private readonly AccountId account;
    private readonly decimal[] locked;
    private readonly decimal[] units;
    private readonly decimal[] marks;
    private readonly decimal[] values;

    /// <summary>A book with nothing but quote currency.</summary>
    public SimulatedBook(PriceGrid grid, Policy policy, Money capital)
    {
        this.grid = grid;
        account = policy.Accounts[0];
        int count = grid.Assets.Length;
        locked = [.. grid.Assets.Select(asset => policy.Locked.GetValueOrDefault(asset).Value)];
        units = new decimal[count];
        marks = new decimal[count];
        values = new decimal[count];
        units[grid.Quote] = capital.Value;
        marks[grid.Quote] = 1m;
    }

    /// <summary>V at the last marks.</summary>
    public decimal Value { get; private set; }

    /// <summary>v per asset at the last marks.</summary>
    public ReadOnlySpan<decimal> Values => values;

    /// <summary>Units of quote currency.</summary>
    public decimal Cash => units[grid.Quote];

    /// <summary>Units of one asset.</summary>
    public decimal UnitsOf(int asset) => units[asset];

    /// <summary>The price that one asset was last valued at.</summary>
    public decimal MarkOf(int asset) => marks[asset];

    /// <summary>What the locked units of one asset are worth at the last marks.</summary>
    public decimal LockedValueOf(int asset) => Math.Min(units[asset], locked[asset]) * marks[asset];

    /// <summary>Quote currency from the owner, or to the owner below zero.</summary>
    public void Flow(decimal amount) => units[grid.Quote] += amount;

    /// <summary>Changes what is held of one asset and the cash that paid or was paid for it.</summary>
    public void Post(int asset, decimal change, decimal cash)
    {
        units[asset] += change;
        units[grid.Quote] += cash;
    }

    /// <summary>Values everything at given prices; where there is none the last price stays.</summary>
    public void Mark(ReadOnlySpan<decimal> prices)
    {
        decimal sum = 0m;
        for (int i = 0; i < units.Length; i++)
        {
            if (decimal.Sign(prices[i]) >= 0)
            {
                marks[i] = prices[i];
            }

            decimal value = decimal.Sign(units[i]) == 0 ? 0m : units[i] * marks[i];
            values[i] = value;
            sum += value;
        }

        Value = sum;
    }

    /// <summary>The book as the decision sees it, at the marks; only where every asset has a price.</summary>
    public Snapshot SnapshotAt(Instant at)
    {
        var positions = new Position[units.Length];
        for (int i = 0; i < positions.Length; i++)
        {
            positions[i] = PositionOf(i);
        }

        return new Snapshot
        {
            At = at,
            Quote = grid.Assets[grid.Quote],
            Positions = ImmutableCollectionsMarshal.AsImmutableArray(positions),
            Untracked = [],
            Catalogue = Catalogue.WithoutVenue,
            Value = new Money(Value),
        };
    }

    /// <summary>Everything held, by asset.</summary>
    public ImmutableSortedDictionary<Asset, Quantity> Holdings() =>
        grid.Assets.Index().ToImmutableSortedDictionary(pair => pair.Item, pair => new Quantity(units[pair.Index]));

    private Position PositionOf(int asset)
    {
        var price = new Price(marks[asset]);
        var value = new Money(values[asset]);
        bool free = decimal.Sign(locked[asset]) == 0;
        return new Position
        {
            Asset = grid.Assets[asset],
            Price = price,
            Value = value,
            SellableValue = free
                ? value
                : new Money(Math.Max(units[asset] - locked[asset], 0m) * marks[asset]),
            Lines = decimal.Sign(units[asset]) == 0
                ? []
                : ImmutableCollectionsMarshal.AsImmutableArray(LineOf(asset, price)),
        };
    }

    private HoldingLine[] LineOf(int asset, Price price) =>
    [
        new HoldingLine
        {
            Account = account,
            Access = AccountAccess.Tradable,
            Asset = grid.Assets[asset],
            Free = new Quantity(units[asset]),
            Locked = Quantity.Zero,
            Price = price,
        },
    ];
}
