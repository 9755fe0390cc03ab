using Ballast.Numerics.Measures;

namespace Ballast.Numerics.Tests.Measures;

/// <summary>Statistics that keep the pick of the best of many settings honest.</summary>
public sealed class SelectionStatisticsTests
{
    [Theory]
    [InlineData(0.0, 0.5)]
    [InlineData(1.0, 0.84134474606854293)]
    [InlineData(-1.959963984540054, 0.025)]
    [InlineData(3.9, 0.99995190365598241)]
    [InlineData(-6.0, 9.8658764503769814e-10)]
    public void The_normal_distribution_has_its_tabled_values(double x, double probability)
    {
        // scipy.stats.norm.cdf.
        NormalDistribution.Cumulative(x).ShouldBe(probability, 1e-14);
        NormalDistribution.Quantile(probability).ShouldBe(x, 1e-5);
    }

    [Fact]
    public void The_deflated_Sharpe_ratio_gives_the_numbers_of_its_paper()
    {
        // Bailey and Lopez de Prado 2014, "A Numerical Example": an annual ratio of 2.5 over 1,250 days, skewness -3,
        // kurtosis 10, best of 100 trials whose annual ratios have a variance of one half. Expected best 0.1132 a day,
        // deflated ratio 0.9004.
        double ratio = 2.5 / Math.Sqrt(250.0);
        double best = DeflatedSharpe.ExpectedBest(0.5 / 250.0, 100);

        best.ShouldBe(0.1132, 0.00005);
        DeflatedSharpe.Probability(ratio, best, 1250, (-3.0, 10.0)).ShouldBe(0.9004, 0.00005);
    }

    [Fact]
    public void A_single_trial_is_not_deflated()
    {
        // By hand: s = 0.1 over 101 normal returns: 0.1 * 10 / sqrt(1 + 0.01 / 2) = 0.99751..., Phi of it 0.84074.
        DeflatedSharpe.ExpectedBest(0.5, 1).ShouldBe(0.0);
        DeflatedSharpe.Probability(0.1, 0.0, 101, (0.0, 3.0))
            .ShouldBe(NormalDistribution.Cumulative(1.0 / Math.Sqrt(1.005)), 1e-12);
    }

    [Fact]
    public void Skewness_and_kurtosis_by_hand()
    {
        // Mean 0: squares 1, 1, 1, 9 / 4 = 3; cubes -1 -1 -1 + 27 = 24 / 4 = 6, over 3^1.5; fourths 84 / 4 = 21 over 9.
        (double skewness, double kurtosis) = DeflatedSharpe.ShapeOf([-1.0, -1.0, -1.0, 3.0]);

        skewness.ShouldBe(6.0 / Math.Pow(3.0, 1.5), 1e-15);
        kurtosis.ShouldBe(21.0 / 9.0, 1e-15);
        DeflatedSharpe.ShapeOf([0.5, 0.5]).ShouldBe((0.0, 3.0));
    }

    [Fact]
    public void Circular_blocks_keep_what_follows_what_and_run_around_the_end()
    {
        var positions = new int[12];
        new BlockBootstrap(BlockKind.Circular, 4.0, seed: 5).Draw(positions);

        for (int t = 0; t < positions.Length; t++)
        {
            positions[t].ShouldBeInRange(0, 11);
            if (t % 4 != 0)
            {
                positions[t].ShouldBe((positions[t - 1] + 1) % 12);
            }
        }
    }

    [Fact]
    public void Stationary_blocks_have_the_mean_length_asked_for()
    {
        var positions = new int[100_000];
        new BlockBootstrap(BlockKind.Stationary, 10.0, seed: 5).Draw(positions);

        int blocks = 1 + Enumerable.Range(1, positions.Length - 1)
            .Count(t => positions[t] != (positions[t - 1] + 1) % positions.Length);

        // 10,000 blocks with a deviation of about 95.
        blocks.ShouldBeInRange(9_500, 10_500);
    }

    [Fact]
    public void An_interval_of_a_mean_is_the_textbooks_and_repeats_with_its_seed()
    {
        Random random = new(3);
        double[] series = [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble())];

        (double low, double high) = Draw();

        // Uniform: deviation sqrt(1/12), standard error over 400 values 0.01443, 95 % is 1.96 of them to each side.
        (high - low).ShouldBe(2 * 1.96 * Dispersion.StandardDeviation(series) / 20.0, 0.005);
        low.ShouldBeLessThan(Dispersion.Mean(series));
        high.ShouldBeGreaterThan(Dispersion.Mean(series));
        Draw().ShouldBe((low, high));

        (double Low, double High) Draw() => new BlockBootstrap(BlockKind.Stationary, 1.0, seed: 8)
            .Interval(series, sample => Dispersion.Mean(sample), 2000, 0.95);
    }

    [Fact]
    public void Settings_that_differ_by_noise_alone_are_indistinguishable_and_a_bad_one_is_struck_out()
    {
        // Four settings share each period's market and have a little noise of their own; the last also loses a tenth.
        Random random = new(21);
        const int Periods = 200;
        var gains = new double[4 * Periods];
        for (int t = 0; t < Periods; t++)
        {
            double market = random.NextDouble() - 0.5;
            for (int i = 0; i < 4; i++)
            {
                gains[(i * Periods) + t] = market + (0.1 * (random.NextDouble() - 0.5)) - (i == 3 ? 0.1 : 0.0);
            }
        }

        ConfidenceSet.Of(gains, 4, new BlockBootstrap(BlockKind.Stationary, 5.0, seed: 1), 500, 0.05)
            .ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void Settings_that_are_the_same_stay_together_and_a_lone_one_stays()
    {
        BlockBootstrap draws = new(BlockKind.Circular, 2.0, seed: 1);

        ConfidenceSet.Of([1.0, 2.0, 3.0, 1.0, 2.0, 3.0], 2, draws, 50, 0.05).ShouldBe([0, 1]);
        ConfidenceSet.Of([1.0, 2.0, 0.5, 1.5], 2, draws, 50, 0.05).ShouldBe([0]);
        ConfidenceSet.Of([1.0], 1, draws, 50, 0.05).ShouldBe([0]);
        Should.Throw<ArgumentException>(() => ConfidenceSet.Of([1.0, double.NaN], 2, draws, 50, 0.05));
        Should.Throw<ArgumentException>(() => ConfidenceSet.Of([1.0, 2.0, 3.0], 2, draws, 50, 0.05));
    }

    [Fact]
    public void Start_dates_scatter_as_said()
    {
        StartDispersion luck = StartDispersion.Of([0.3, 0.1, 0.2, 0.4]);

        luck.Starts.ShouldBe(4);
        luck.Mean.ShouldBe(0.25, 1e-15);
        luck.Median.ShouldBe(0.25, 1e-15);
        luck.Lowest.ShouldBe(0.1);
        luck.Highest.ShouldBe(0.4);
        luck.Deviation.ShouldBe(Math.Sqrt(0.05 / 3.0), 1e-15);
        StartDispersion.Of([]).Starts.ShouldBe(0);
    }
}
