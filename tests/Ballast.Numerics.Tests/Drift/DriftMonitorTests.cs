using System.Collections.Immutable;
using Ballast.Numerics.Drift;

namespace Ballast.Numerics.Tests.Drift;

/// <summary>Portfolios of different universes under one stream of prices.</summary>
public sealed class DriftMonitorTests
{
    private const int Coins = 6;
    private const int Each = 1000;

    private static readonly ImmutableArray<ImmutableArray<int>> Universes = [[0, 1, 2], [2, 5], [3], [1, 3, 4, 5]];

    [Fact]
    public void Everybody_outside_who_holds_the_asset_is_found_at_every_tick()
    {
        double[] prices = [3e4, 2e3, 150.0, 0.6, 1.0, 1e-5];
        double[] Of(int g) => [.. Universes[g].Select(asset => prices[asset])];
        ManyPortfolios[] many = [.. Universes.Select((_, g) => new ManyPortfolios(Of(g), Each, g))];
        DriftMonitor monitor = new([.. many.Select((some, g) => new DriftGroup(Universes[g], some.Book))], prices);
        Random random = new(17);
        var outside = new int[monitor.Count];
        int refreshed = 0;
        for (int tick = 0; tick < 300; tick++)
        {
            int asset = random.Next(Coins);
            double factor = Math.Exp((tick % 100 == 99 ? 0.5 : 0.01) * (random.NextDouble() - 0.5));
            prices[asset] *= factor;
            int[] expected =
            [
                .. Enumerable.Range(0, Universes.Length).Where(g => Universes[g].Contains(asset))
                    .SelectMany(g => many[g].Outside(Of(g)).Select(k => (Each * g) + k)),
            ];

            int[] found = [.. outside[..monitor.Tick(asset, prices[asset], outside)].Order()];

            ManyPortfolios.ShouldBeThose(found, expected, $"tick {tick}");
            foreach (int portfolio in found.Take(5))
            {
                int g = portfolio / Each;
                monitor.Hold(portfolio, many[g].OnTarget(portfolio % Each, Of(g)));
            }

            if (tick % 60 == 59)
            {
                // Behind the monitor's back: the index of that group is worn at once.
                many[0].Book.Hold(tick, many[0].OnTarget(tick, Of(0)));
            }

            refreshed += monitor.Refresh();
        }

        refreshed.ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public void An_asset_without_a_price_is_a_mistake()
    {
        ManyPortfolios many = new(2, 10, seed: 1);

        Should.Throw<ArgumentException>(() => new DriftMonitor([new DriftGroup([0, 7], many.Book)], [1.0, 2.0]));
    }
}
