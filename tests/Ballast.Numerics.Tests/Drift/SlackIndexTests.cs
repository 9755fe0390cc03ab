using Ballast.Numerics.Drift;

namespace Ballast.Numerics.Tests.Drift;

/// <summary>An index finds what a plain look at every portfolio finds, at every tick.</summary>
public sealed class SlackIndexTests
{
    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 3000)]
    [InlineData(5, 7000)]
    public void Nobody_outside_is_missed_on_random_walks(int assets, int count)
    {
        ManyPortfolios many = new(assets, count, seed: assets);
        SlackIndex index = new(many.Book, many.Start);
        Random random = new(7);
        double[] prices = [.. many.Start];
        int fewest = count;
        for (int tick = 0; tick < 120; tick++)
        {
            Walk(prices, random, deviation: 0.001);
            ManyPortfolios.ShouldBeThose(Found(index, prices, count), many.Outside(prices), $"tick {tick}");
            fewest = Math.Min(fewest, index.Tested);
        }

        fewest.ShouldBeLessThan(count);
    }

    [Fact]
    public void Nobody_outside_is_missed_when_prices_jump()
    {
        const int count = 5000;
        ManyPortfolios many = new(4, count, seed: 3);
        SlackIndex index = new(many.Book, many.Start);
        Random random = new(11);
        double[] prices = [.. many.Start];
        for (int tick = 0; tick < 200; tick++)
        {
            Walk(prices, random, deviation: tick % 20 == 19 ? 1.0 : 0.002);
            ManyPortfolios.ShouldBeThose(Found(index, prices, count), many.Outside(prices), $"tick {tick}");
            if (tick % 50 == 49)
            {
                index.Rebuild(prices);
            }
        }
    }

    [Fact]
    public void Portfolios_that_trade_are_watched_from_then_on()
    {
        const int count = 5000;
        ManyPortfolios many = new(3, count, seed: 5);
        SlackIndex index = new(many.Book, many.Start);
        Random random = new(13);
        double[] prices = [.. many.Start];
        for (int tick = 0; tick < 100; tick++)
        {
            Walk(prices, random, deviation: 0.003);
            int[] outside = Found(index, prices, count);
            ManyPortfolios.ShouldBeThose(outside, many.Outside(prices), $"tick {tick}");
            foreach (int portfolio in outside.Take(20))
            {
                index.Hold(portfolio, many.OnTarget(portfolio, prices));
            }
        }
    }

    /// <summary>Prices walk so far that every tier is read anew several times over, and a tick never tests the whole
    /// book. A tenth part has no band, and is always tested.</summary>
    [Fact]
    public void A_long_walk_renews_slacks_a_little_at_a_time()
    {
        const int count = 6_000;
        ManyPortfolios many = new(4, count, seed: 21);
        SlackIndex index = new(many.Book, many.Start);
        Random random = new(17);
        double[] prices = [.. many.Start];
        int most = 0;
        for (int tick = 0; tick < 1500; tick++)
        {
            Walk(prices, random, deviation: 0.002);
            int[] outside = Found(index, prices, count);
            ManyPortfolios.ShouldBeThose(outside, many.Outside(prices), $"tick {tick}");
            most = Math.Max(most, index.Tested);
            foreach (int portfolio in outside)
            {
                index.Hold(portfolio, many.OnTarget(portfolio, prices));
            }
        }

        most.ShouldBeLessThan(count / 2);
        Spread(prices, many.Start).ShouldBeGreaterThan(0.02);
    }

    [Fact]
    public void A_book_changed_behind_its_index_is_scanned_whole()
    {
        ManyPortfolios many = new(3, 6000, seed: 9);
        SlackIndex index = new(many.Book, many.Start);
        many.Book.Hold(17, many.OnTarget(17, many.Start));
        double[] prices = many.Moved(0.01);

        ManyPortfolios.ShouldBeThose(Found(index, prices, 6000), many.Outside(prices), "after");

        index.Tested.ShouldBe(6000);
        index.IsWorn.ShouldBeTrue();
        index.Rebuild(prices);
        index.IsWorn.ShouldBeFalse();
        ManyPortfolios.ShouldBeThose(Found(index, prices, 6000), many.Outside(prices), "after");
    }

    /// <summary>Weights of one half leave a band of 0.1 when the odds are 0.6 / 0.4: prices parted by a half. Fifty
    /// bands of 0.01 are left at 0.51 / 0.49.</summary>
    [Fact]
    public void Only_the_nearest_portfolios_are_tested()
    {
        const int count = 200_000;
        var quantities = new double[2 * count];
        var targets = new double[2 * count];
        var bands = new double[count];
        Array.Fill(quantities, 1.0);
        Array.Fill(targets, 0.5);
        Array.Fill(bands, 0.1);
        Array.Fill(bands, 0.01, 0, 50);
        DriftBook book = DriftBook.Of(2, quantities, targets, bands).ShouldBeOfType<DriftBookOutcome.Ready>().Book;
        SlackIndex index = new(book, [1.0, 1.0]);

        Found(index, [1.02, 1.0], count).ShouldBeEmpty();
        index.Tested.ShouldBe(50);
        Found(index, [1.05, 1.0], count).Length.ShouldBe(50);
        index.Tested.ShouldBe(50);
        Found(index, [1.49, 1.0], count).Length.ShouldBe(50);
        Found(index, [1.51, 1.0], count).Length.ShouldBe(count);
    }

    private static double Spread(double[] prices, double[] start)
    {
        double[] factors = [.. prices.Zip(start, (now, before) => now / before)];
        return (factors.Max() / factors.Min()) - 1.0;
    }

    private static void Walk(double[] prices, Random random, double deviation)
    {
        for (int i = 0; i < prices.Length; i++)
        {
            prices[i] *= Math.Exp(deviation * (random.NextDouble() + random.NextDouble() - 1.0));
        }
    }

    private static int[] Found(SlackIndex index, double[] prices, int count)
    {
        var outside = new int[count];
        return [.. outside[..index.Outside(prices, outside)].Order()];
    }
}
