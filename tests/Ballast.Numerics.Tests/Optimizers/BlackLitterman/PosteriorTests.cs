using System.Collections.Immutable;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.BlackLitterman;
using Ballast.Numerics.Optimizers.Kelly;

namespace Ballast.Numerics.Tests.Optimizers.BlackLitterman;

/// <summary>The posterior against the papers' tables, and what must hold for any. The numbers of He and Litterman
/// (1999) and Idzorek (2005) were worked out once more in exact fractions by Black and Litterman's own formula,
/// <c>((tau V)^-1 + P' Omega^-1 P)^-1 ((tau V)^-1 pi + P' Omega^-1 q)</c>, which the code does not use: they agree
/// within a unit of the last printed digit, but for 0.04 points in one weight of Idzorek's, whose covariances are
/// rounded.</summary>
public sealed class PosteriorTests
{
    private static readonly ViewTrust AsThePrior = new ViewTrust.AsThePrior();

    private static readonly double[] IdzorekMarket =
        [0.1934, 0.2613, 0.1209, 0.1209, 0.0134, 0.0134, 0.2418, 0.0349];

    [Fact]
    public void He_and_Litterman_table_4_Germany_against_the_rest_of_Europe()
    {
        Matrix covariance = SevenCountries();
        BlackLittermanProblem problem = Problem(covariance, CountryWeights, [Germany]);
        ShouldBeNear(problem.Prior.AsSpan(), [3.9, 6.9, 8.4, 9.0, 4.3, 6.8, 7.6], 0.051);

        PosteriorOutcome.Formed formed = Formed(problem);

        ShouldBeNear(formed.Mean.AsSpan(), [4.3, 7.6, 9.3, 11.0, 4.5, 7.0, 8.1], 0.051);
        ShouldBeNear(Best(formed, 2.5), [1.5, 2.1, -4.0, 35.4, 11.0, -9.5, 58.6], 0.051);
    }

    [Fact]
    public void He_and_Litterman_table_5_adds_Canada_against_the_United_States()
    {
        View canada = View.Relative(7, (1, 6), 0.03, AsThePrior);
        PosteriorOutcome.Formed formed = Formed(Problem(SevenCountries(), CountryWeights, [Germany, canada]));

        ShouldBeNear(formed.Mean.AsSpan(), [4.4, 8.7, 9.5, 11.2, 4.6, 7.0, 7.5], 0.051);
        ShouldBeNear(Best(formed, 2.5), [1.5, 41.9, -3.4, 33.6, 11.0, -8.2, 18.8], 0.051);
    }

    [Fact]
    public void Idzorek_three_views_on_eight_assets()
    {
        // Idzorek (2005), tables 1, 2 and 6: prior and combined returns, and weights, in percent.
        BlackLittermanProblem problem = Idzorek([AsThePrior, AsThePrior, AsThePrior]);

        PosteriorOutcome.Formed formed = Formed(problem);

        ShouldBeNear(formed.Mean.AsSpan(), [0.07, 0.50, 6.50, 4.32, 7.59, 3.94, 4.93, 6.84], 0.011);
        ShouldBeNear(
            IdzorekWeights(formed), [29.88, 15.59, 9.35, 14.82, 1.04, 1.65, 27.81, 3.49], 0.11);
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.65)]
    public void A_confidence_moves_weights_by_its_share_of_what_certainty_would(double confidence)
    {
        // Idzorek's definition (2005, step 3), which the closed form must meet for one view at a time.
        for (int view = 0; view < 3; view++)
        {
            BlackLittermanProblem problem = Idzorek([AsThePrior, AsThePrior, AsThePrior]);
            View alone = problem.Views[view];
            double[] certain = IdzorekWeights(Formed(problem with
            {
                Views = [alone with { Trust = new ViewTrust.Confidence(1.0) }],
            }));
            double[] partly = IdzorekWeights(Formed(problem with
            {
                Views = [alone with { Trust = new ViewTrust.Confidence(confidence) }],
            }));
            double[] before = IdzorekWeights(Formed(problem with { Views = [] }));
            for (int i = 0; i < 8; i++)
            {
                double tilt = before[i] + (confidence * (certain[i] - before[i]));
                partly[i].ShouldBe(tilt, 1e-10);
            }
        }
    }

    [Fact]
    public void A_certain_view_holds_exactly_and_no_confidence_changes_nothing()
    {
        BlackLittermanProblem problem = Idzorek([new ViewTrust.Confidence(1.0), AsThePrior, AsThePrior]);
        Formed(problem).Mean[6].ShouldBe(0.0525, 1e-15);
        ViewTrust none = new ViewTrust.Confidence(0.0);
        Formed(Idzorek([none, none, none])).Mean.ShouldBe(problem.Prior);
    }

    [Fact]
    public void Random_views_meet_the_normal_equations()
    {
        // Black and Litterman's first form: ((tau V)^-1 + P' Omega^-1 P) (mean - pi) = P' Omega^-1 (q - P pi), here
        // with both sides times tau V.
        for (int seed = 0; seed < 1_000; seed++)
        {
            Random random = new(seed);
            int n = 1 + random.Next(15);
            int count = random.Next(2 * n);
            Matrix covariance = RandomProblems.Covariance(n, random);
            View[] views = [.. Enumerable.Range(0, count).Select(_ => new View(
                [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5)],
                random.NextDouble() - 0.5,
                new ViewTrust.Variance(0.01 + random.NextDouble())))];
            BlackLittermanProblem problem = new()
            {
                Covariance = covariance,
                Prior = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5)],
                Views = [.. views],
            };
            PosteriorOutcome.Formed formed = Formed(problem);
            Balanced(problem, formed, seed);
            formed.Covariance.Asymmetry().ShouldBe(0.0);
        }
    }

    [Fact]
    public void Bad_questions_are_refused_and_never_thrown()
    {
        BlackLittermanProblem sound = Idzorek([AsThePrior, AsThePrior, AsThePrior]);
        View certain = View.Absolute(8, 0, 0.01, new ViewTrust.Confidence(1.0));
        Why(sound with { Views = [certain, certain] }).ShouldBeOfType<Refusal.OutOfRange>();
        Why(sound with { Views = [certain with { Trust = new ViewTrust.Confidence(1.5) }] })
            .ShouldBe(new Refusal.OutOfRange("view confidence", 1.5, 0.0, 1.0));
        Why(sound with { Views = [certain with { Trust = new ViewTrust.Variance(double.NaN) }] })
            .ShouldBeOfType<Refusal.OutOfRange>();
        Why(sound with { Views = [View.Absolute(7, 0, 0.01, AsThePrior)] })
            .ShouldBe(new Refusal.ShapeMismatch("view", 8, 7));
        Why(sound with { Views = [certain with { Return = double.NaN }] }).ShouldBeOfType<Refusal.NotFinite>();
        Why(sound with { Tau = 0.0 }).ShouldBeOfType<Refusal.OutOfRange>();
        Why(sound with { Prior = [] }).ShouldBeOfType<Refusal.NoAssets>();
        Why(sound with { Prior = [0.1] }).ShouldBeOfType<Refusal.ShapeMismatch>();
    }

    private static double[] CountryWeights => [0.016, 0.022, 0.052, 0.055, 0.116, 0.124, 0.615];

    // France and the United Kingdom by market value, 5.2 to 12.4; the table prints 29.5 and 70.5.
    private static View Germany =>
        new([0.0, 0.0, -5.2 / 17.6, 1.0, 0.0, -12.4 / 17.6, 0.0], 0.05, AsThePrior);

    private static void Balanced(BlackLittermanProblem problem, PosteriorOutcome.Formed formed, int seed)
    {
        int n = problem.Prior.Length;
        double[] pull = new double[n];
        foreach (View view in problem.Views)
        {
            double omega = view.Trust.ShouldBeOfType<ViewTrust.Variance>().Omega;
            double miss = view.Return - Vectors.Dot(view.Factors.AsSpan(), formed.Mean.AsSpan());
            Vectors.AddScaled(miss / omega, view.Factors.AsSpan(), pull);
        }

        double[] moved = new double[n];
        problem.Covariance.Multiply(pull, moved);
        for (int i = 0; i < n; i++)
        {
            (formed.Mean[i] - problem.Prior[i]).ShouldBe(problem.Tau * moved[i], 1e-12, $"seed {seed}");
        }
    }

    // He and Litterman (1999), tables 1 and 2.
    private static Matrix SevenCountries()
    {
        double[] volatility = [0.160, 0.203, 0.248, 0.271, 0.210, 0.200, 0.187];
        Matrix matrix = Matrix.Of(7, 7, [
            1.000, 0.488, 0.478, 0.515, 0.439, 0.512, 0.491,
            0.488, 1.000, 0.664, 0.655, 0.310, 0.608, 0.779,
            0.478, 0.664, 1.000, 0.861, 0.355, 0.783, 0.668,
            0.515, 0.655, 0.861, 1.000, 0.354, 0.777, 0.653,
            0.439, 0.310, 0.355, 0.354, 1.000, 0.405, 0.306,
            0.512, 0.608, 0.783, 0.777, 0.405, 1.000, 0.652,
            0.491, 0.779, 0.668, 0.653, 0.306, 0.652, 1.000]);
        for (int i = 0; i < 7; i++)
        {
            for (int j = 0; j < 7; j++)
            {
                matrix[i, j] *= volatility[i] * volatility[j];
            }
        }

        return matrix;
    }

    private static BlackLittermanProblem Problem(Matrix covariance, double[] weights, ImmutableArray<View> views) =>
        new()
        {
            Covariance = covariance,
            Prior = BlackLittermanProblem.Equilibrium(covariance, weights, 2.5),
            Views = views,
        };

    private static BlackLittermanProblem Idzorek(ViewTrust[] trust)
    {
        Matrix covariance = Matrix.Of(8, 8, [
            0.001005, 0.001328, -0.000579, -0.000675, 0.000121, 0.000128, -0.000445, -0.000437,
            0.001328, 0.007277, -0.001307, -0.000610, -0.002237, -0.000989, 0.001442, -0.001535,
            -0.000579, -0.001307, 0.059852, 0.027588, 0.063497, 0.023036, 0.032967, 0.048039,
            -0.000675, -0.000610, 0.027588, 0.029609, 0.026572, 0.021465, 0.020697, 0.029854,
            0.000121, -0.002237, 0.063497, 0.026572, 0.102488, 0.042744, 0.039943, 0.065994,
            0.000128, -0.000989, 0.023036, 0.021465, 0.042744, 0.032056, 0.019881, 0.032235,
            -0.000445, 0.001442, 0.032967, 0.020697, 0.039943, 0.019881, 0.028355, 0.035064,
            -0.000437, -0.001535, 0.048039, 0.029854, 0.065994, 0.032235, 0.035064, 0.079958]);
        return new BlackLittermanProblem
        {
            Covariance = covariance,
            Prior = BlackLittermanProblem.Equilibrium(covariance, IdzorekMarket, 3.07),
            Views =
            [
                View.Absolute(8, 6, 0.0525, trust[0]),
                View.Relative(8, (1, 0), 0.0025, trust[1]),
                new View([0.0, 0.0, 0.9, -0.9, 0.1, -0.1, 0.0, 0.0], 0.02, trust[2]),
            ],
            Tau = 0.025,
        };
    }

    // He and Litterman's best weights answer to the covariance of returns, V + M.
    private static double[] Best(PosteriorOutcome.Formed formed, double riskAversion)
    {
        double[] weights = [.. ContinuousKelly.Unbounded(formed.Mean.AsSpan(), formed.Covariance, 1.0)
            .ShouldBeOfType<Allocation.Solved>().Weights];
        Vectors.Scale(1.0 / riskAversion, weights);
        return weights;
    }

    // Idzorek's answer to V alone.
    private static double[] IdzorekWeights(PosteriorOutcome.Formed formed)
    {
        Matrix covariance = Idzorek([AsThePrior, AsThePrior, AsThePrior]).Covariance;
        double[] weights = [.. ContinuousKelly.Unbounded(formed.Mean.AsSpan(), covariance, 1.0)
            .ShouldBeOfType<Allocation.Solved>().Weights];
        Vectors.Scale(1.0 / 3.07, weights);
        return weights;
    }

    private static void ShouldBeNear(ReadOnlySpan<double> actual, double[] percent, double tolerance)
    {
        actual.Length.ShouldBe(percent.Length);
        for (int i = 0; i < percent.Length; i++)
        {
            (100.0 * actual[i]).ShouldBe(percent[i], tolerance, $"entry {i}");
        }
    }

    private static PosteriorOutcome.Formed Formed(BlackLittermanProblem problem) =>
        Posterior.Of(problem).ShouldBeOfType<PosteriorOutcome.Formed>();

    private static Refusal Why(BlackLittermanProblem problem) =>
        Posterior.Of(problem).ShouldBeOfType<PosteriorOutcome.Refused>().Why;
}
