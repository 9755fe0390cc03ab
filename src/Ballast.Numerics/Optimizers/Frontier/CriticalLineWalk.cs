using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.Frontier;

/// <summary>
/// One run of the critical line algorithm. It minimises <c>w'Vw / 2 - lambda m'w</c> from lambda = infinity down to 0.
/// F are the assets between their bounds; with nu the budget's multiplier they satisfy <c>(Vw)_F + nu = lambda m_F</c>,
/// and every other asset's reduced gradient <c>d_j = (Vw)_j + nu - lambda m_j</c> has the sign of its bound.
/// </summary>
internal sealed class CriticalLineWalk
{
    private const double LambdaNoise = 1e-13;
    private const int RebuildEvery = 48;

    private readonly MeanVarianceProblem problem;
    private readonly Matrix v;
    private readonly int n;
    private readonly double[] mean;
    private readonly double[] lower;
    private readonly double[] upper;
    private readonly bool[] held;
    private readonly double[] signs;
    private readonly double[] weights;
    private readonly double[] gradient;
    private readonly double[] gradientSlope;
    private readonly WorkingSystem system;
    private readonly CornerList corners;
    private double lambda;
    private int steps;

    public CriticalLineWalk(MeanVarianceProblem problem)
    {
        this.problem = problem;
        v = problem.Covariance;
        n = problem.Count;
        mean = [.. problem.Mean];
        lower = [.. problem.Bounds.Lower];
        upper = [.. problem.Bounds.Upper];
        held = new bool[n];
        signs = new double[n];
        weights = new double[n];
        gradient = new double[n];
        gradientSlope = new double[n];
        system = new WorkingSystem(v);
        corners = new CornerList(problem.Mean);
    }

    /// <summary>The frontier from the highest return to beyond the best Sharpe ratio; all of it where the rate is
    /// NaN.</summary>
    public FrontierOutcome Run(double riskFree)
    {
        Tighten();
        int marginal = Fill();
        if (marginal < 0)
        {
            v.MultiplyTransposed(weights, gradient);
            corners.Add(weights, gradient, 0.0);
            return Traced();
        }

        system.Begin(marginal);
        if (SettleTies(marginal) is [Refusal tied])
        {
            return new FrontierOutcome.Refused(tied);
        }

        corners.Clear();
        return Descend(riskFree) is [Refusal fault] ? new FrontierOutcome.Refused(fault) : Traced();
    }

    private FrontierOutcome.Traced Traced() => new(corners.Build(problem, steps));

    // An upper bound above what the others' lower bounds leave says nothing: with this all of them are finite.
    private void Tighten()
    {
        double least = Vectors.Sum(lower);
        for (int i = 0; i < n; i++)
        {
            if (double.IsInfinity(upper[i]))
            {
                upper[i] = Math.Max(lower[i], problem.Budget - (least - lower[i]));
            }
        }
    }

    // The portfolio of the highest return: filled from the highest mean down. The last asset that got something is the
    // marginal one; -1 where bounds leave no choice at all.
    private int Fill()
    {
        lower.CopyTo(weights, 0);
        double rest = problem.Budget - Vectors.Sum(lower);
        int marginal = -1;
        while (marginal < 0 || rest > 0.0)
        {
            int best = BestUnfilled();
            if (best < 0)
            {
                break;
            }

            double room = upper[best] - lower[best];
            marginal = best;
            held[best] = true;
            system.Places[best] = rest < room ? Place.Lower : Place.Upper;
            weights[best] = rest < room ? lower[best] + Math.Max(rest, 0.0) : upper[best];
            rest -= room;
        }

        return marginal;
    }

    // The asset of the highest mean that has room and nothing of it yet; -1 where there is none. Most portfolios of the
    // highest return hold a few assets, so that sorting all of them would be more work.
    private int BestUnfilled()
    {
        int best = -1;
        for (int i = 0; i < n; i++)
        {
            if (!held[i] && upper[i] > lower[i] && (best < 0 || mean[i] > mean[best]))
            {
                best = i;
            }
        }

        return best;
    }

    // Among portfolios of the same highest return the one of least variance comes first: give the assets that tie means
    // of their own, walk down to lambda = 0 with all others held, and go on with the true means.
    private Refusal[] SettleTies(int marginal)
    {
        double top = mean[marginal];
        double noise = 1e-14 * Vectors.LargestMagnitude(mean);
        int tied = 0;
        for (int i = 0; i < n; i++)
        {
            bool ties = Math.Abs(mean[i] - top) <= noise;
            held[i] = !ties || upper[i] <= lower[i];
            tied += held[i] ? 0 : 1;
            mean[i] = ties ? top : mean[i];
        }

        Refusal[] fault = [];
        if (tied > 1)
        {
            double[] given = [.. mean];
            Rank(marginal);
            fault = Descend(double.NaN);
            given.CopyTo(mean, 0);
        }

        for (int i = 0; i < n; i++)
        {
            held[i] = upper[i] <= lower[i];
        }

        return fault;
    }

    // Any order with the filled assets first, then the marginal one, then the others makes the start optimal.
    private void Rank(int marginal)
    {
        for (int i = 0; i < n; i++)
        {
            double sign = system.Places[i] == Place.Upper ? 1.0 : -1.0;
            mean[i] = i == marginal ? 0.0 : sign * (i + 1.0);
        }
    }

    // Which way an asset's reduced gradient must not go: up from zero at an upper bound, down at a lower one.
    private void Sign(int asset) => signs[asset] = held[asset] || system.Places[asset] == Place.Free
        ? 0.0
        : system.Places[asset] == Place.Lower ? 1.0 : -1.0;

    private Refusal[] Descend(double riskFree)
    {
        for (int i = 0; i < n; i++)
        {
            Sign(i);
        }

        v.MultiplyTransposed(weights, gradient);
        double variance = problem.LargestVariance();
        double floor = RoundingOfLambda(variance);
        double first = FirstLambda();
        lambda = first > floor ? 2.0 * first : 0.0;
        int limit = 200 + (50 * n);
        for (int step = 1; step <= limit; step++)
        {
            if (step % RebuildEvery == 0)
            {
                system.Rebuild();
                v.MultiplyTransposed(weights, gradient);
            }

            system.Correct(weights, gradient, mean, new Target(problem.Budget, lambda));
            system.Slope(mean, gradientSlope);
            Turn turn = Next();
            if (lambda - turn.Fall <= Math.Max(LambdaNoise * first, floor))
            {
                // What is left is rounding: the point reached is the one of least variance.
                turn = new Turn(-1, turn.Fall, Place.Free);
            }

            Move(turn);
            steps++;
            if (turn.Asset < 0 || corners.IsPastTangency(riskFree, 1e-14 * variance))
            {
                return [];
            }

            if (Change(turn) is [Refusal fault])
            {
                return [fault];
            }

            Sign(turn.Asset);
        }

        return [new Refusal.NotConverged(lambda)];
    }

    // Below this lambda the means weigh less than the rounding of the covariances.
    private double RoundingOfLambda(double variance)
    {
        double least = mean[0];
        double most = mean[0];
        for (int i = 0; i < n; i++)
        {
            least = Math.Min(least, mean[i]);
            most = Math.Max(most, mean[i]);
        }

        return most > least ? 1e-15 * variance / (most - least) : 0.0;
    }

    // All free assets have one mean here; an asset at a bound wants to move once lambda is below its own value.
    private double FirstLambda()
    {
        int reference = system.Free[0];
        double first = 0.0;
        for (int j = 0; j < n; j++)
        {
            double gap = mean[reference] - mean[j];
            if (!held[j] && system.Places[j] != Place.Free && gap != 0.0)
            {
                first = Math.Max(first, (gradient[reference] - gradient[j]) / gap);
            }
        }

        return first;
    }

    private Turn Next()
    {
        RatioTest test = new()
        {
            Signs = signs,
            Mean = mean,
            Gradient = gradient,
            GradientSlope = gradientSlope,
            Level = (system.Nu, system.NuSlope),
        };
        Turn next = RatioTest.FirstToLeave(new Turn(-1, lambda, Place.Free), system, weights, lower, upper);
        return test.FirstToEnter(next, lambda);
    }

    private void Move(Turn turn)
    {
        ReadOnlySpan<double> slopes = system.WeightSlopes;
        for (int i = 0; i < slopes.Length; i++)
        {
            int asset = system.Free[i];
            weights[asset] = Math.Clamp(weights[asset] - (turn.Fall * slopes[i]), lower[asset], upper[asset]);
        }

        if (turn.Asset >= 0 && turn.To != Place.Free)
        {
            weights[turn.Asset] = turn.To == Place.Lower ? lower[turn.Asset] : upper[turn.Asset];
        }

        Vectors.AddScaled(-turn.Fall, gradientSlope, gradient);
        lambda = turn.Asset < 0 ? 0.0 : lambda - turn.Fall;
        if (turn.Asset < 0)
        {
            v.MultiplyTransposed(weights, gradient);
            system.Correct(weights, gradient, mean, new Target(problem.Budget, lambda));
            foreach (int asset in system.Free)
            {
                weights[asset] = Math.Clamp(weights[asset], lower[asset], upper[asset]);
            }
        }

        corners.Add(weights, gradient, lambda);
    }

    private Refusal[] Change(Turn turn)
    {
        if (turn.To != Place.Free)
        {
            system.Leave(turn.Asset, turn.To);
            return [];
        }

        return system.Enter(turn.Asset) switch
        {
            Entry.Entered => [],
            Entry.Negative => Doubt(turn.Asset),
            _ => Exchange(turn.Asset),
        };
    }

    // A mix of negative variance, or an inverse that has lost its digits: the eigenvalues tell, in a rare case.
    private Refusal[] Doubt(int asset)
    {
        double least = SymmetricEigen.Of(v).Eigenvalues[0];
        if (least < -1e-10 * Vectors.LargestMagnitude(v.Values))
        {
            return [new Refusal.NotACovariance(least)];
        }

        system.Rebuild();
        return system.Enter(asset) == Entry.Entered ? [] : Exchange(asset);
    }

    // Buying the asset against a mix of free ones changes neither risk nor the objective: do it until a bound is met.
    private Refusal[] Exchange(int asset)
    {
        double sign = system.Places[asset] == Place.Lower ? 1.0 : -1.0;
        double length = upper[asset] - lower[asset];
        Turn blocked = new(asset, length, sign > 0.0 ? Place.Upper : Place.Lower);
        double[] direction = new double[system.FreeCount];
        for (int i = 0; i < direction.Length; i++)
        {
            direction[i] = -sign * system.WeightSlopes[i];
            int other = system.Free[i];
            double room = direction[i] > 0.0 ? upper[other] - weights[other] : weights[other] - lower[other];
            double reach = Math.Abs(direction[i]) > 1e-12 ? Math.Max(room, 0.0) / Math.Abs(direction[i]) : length;
            blocked = reach < blocked.Fall
                ? new Turn(other, reach, direction[i] > 0.0 ? Place.Upper : Place.Lower)
                : blocked;
        }

        for (int i = 0; i < direction.Length; i++)
        {
            int other = system.Free[i];
            weights[other] = Math.Clamp(
                weights[other] + (blocked.Fall * direction[i]), lower[other], upper[other]);
        }

        weights[asset] += sign * blocked.Fall;
        double bound = blocked.To == Place.Upper ? upper[blocked.Asset] : lower[blocked.Asset];
        weights[blocked.Asset] = bound;
        v.MultiplyTransposed(weights, gradient);
        Refusal[] fault = Replace(asset, blocked);
        Sign(blocked.Asset);
        return fault;
    }

    private Refusal[] Replace(int asset, Turn blocked)
    {
        if (blocked.Asset == asset)
        {
            system.Places[asset] = blocked.To;
            return [];
        }

        if (system.FreeCount == 1)
        {
            system.Places[blocked.Asset] = blocked.To;
            system.Begin(asset);
            return [];
        }

        system.Leave(blocked.Asset, blocked.To);
        return system.Enter(asset) == Entry.Entered ? [] : [new Refusal.NotConverged(lambda)];
    }
}
