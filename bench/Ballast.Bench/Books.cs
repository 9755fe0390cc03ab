using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Bench;

/// <summary>Portfolios and price tables to measure on; everything follows from the numbers passed in.</summary>
internal static class Books
{
    private static readonly AccountId Paper = new("paper");
    private static readonly Asset Quote = new("USDC");

    public static Instant Noon { get; } = Instant.FromUtc(2026, 3, 4, 12, 0);

    /// <summary>Equal targets, a quote among them, and the trigger given.</summary>
    public static Policy Policy(int assets, TriggerPolicy trigger) => new()
    {
        Portfolio = new PortfolioId("core"),
        Quote = Quote,
        Accounts = [Paper],
        Target = Assets(assets).ToImmutableSortedDictionary(asset => asset, asset => Share(asset, assets)),
        Trigger = trigger,
    };

    /// <summary>Every second asset is worth a tenth more than its share, every other one a tenth less.</summary>
    public static Snapshot Drifted(int assets)
    {
        ImmutableArray<Position> positions = [.. Assets(assets).Order().Select(Position)];
        return new Snapshot
        {
            At = Noon,
            Quote = Quote,
            Positions = positions,
            Untracked = [],
            Catalogue = Catalogue.WithoutVenue,
            Value = positions.Aggregate(Money.Zero, (sum, position) => sum + position.Value),
        };
    }

    /// <summary>Daily closes of a seeded walk with two percent a day.</summary>
    public static CandleTable Walk(int days, int assets, int seed)
    {
        Random random = new(seed);
        return CandleTable.Of(
            Duration.FromDays(1),
            Assets(assets).Where(asset => asset != Quote).ToDictionary(asset => asset, _ => Series(days, random)));
    }

    public static IEnumerable<Asset> Assets(int count) =>
        Enumerable.Range(1, count - 1).Select(number => new Asset($"A{number:d3}")).Append(Quote);

    private static Weight Share(Asset asset, int assets)
    {
        decimal each = decimal.Truncate(1_000_000m / assets) / 1_000_000m;
        return new Weight(asset == Quote ? 1m - (each * (assets - 1)) : each);
    }

    private static ImmutableArray<Candle> Series(int days, Random random)
    {
        var bars = ImmutableArray.CreateBuilder<Candle>(days);
        double price = 100;
        for (int day = 1; day <= days; day++)
        {
            price *= 1 + ((random.NextDouble() - 0.5) * 0.07);
            bars.Add(new Candle
            {
                End = Instant.FromUtc(2015, 1, 1, 0, 0) + Duration.FromDays(day),
                Close = new Price(Math.Round((decimal)price, 6, MidpointRounding.ToZero)),
            });
        }

        return bars.MoveToImmutable();
    }

    private static Position Position(Asset asset, int index)
    {
        decimal value = asset == Quote ? 1000m : index % 2 == 0 ? 1100m : 900m;
        return new Position
        {
            Asset = asset,
            Price = Price.One,
            Value = new Money(value),
            SellableValue = new Money(value),
            Lines = [new HoldingLine
            {
                Account = Paper,
                Access = AccountAccess.Tradable,
                Asset = asset,
                Free = new Quantity(value),
                Locked = Quantity.Zero,
                Price = Price.One,
            }],
        };
    }
}
