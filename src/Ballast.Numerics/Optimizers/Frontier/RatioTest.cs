using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Simd;

namespace Ballast.Numerics.Optimizers.Frontier;

/// <summary>Which asset's turn comes first as lambda falls: one that is free and meets a bound, or one at a bound whose
/// reduced gradient reaches zero.</summary>
internal readonly ref struct RatioTest
{
    private const double SlopeNoise = 1e-12;
    private const double WeightNoise = 1e-15;

    /// <summary>Shape (N): plus one at a lower bound, minus one at an upper one, zero for what does not
    /// move.</summary>
    public required ReadOnlySpan<double> Signs { get; init; }

    /// <summary>m, shape (N).</summary>
    public required ReadOnlySpan<double> Mean { get; init; }

    /// <summary>Vw, shape (N).</summary>
    public required ReadOnlySpan<double> Gradient { get; init; }

    /// <summary>How fast Vw grows with lambda, shape (N).</summary>
    public required ReadOnlySpan<double> GradientSlope { get; init; }

    /// <summary>The multiplier of the budget, and how fast it grows with lambda.</summary>
    public required (double Nu, double Slope) Level { get; init; }

    /// <summary>The first of the free assets to meet a bound, if one does before a turn that is known.</summary>
    public static Turn FirstToLeave(
        Turn next, WorkingSystem system, ReadOnlySpan<double> weights, double[] lower, double[] upper)
    {
        ReadOnlySpan<double> slopes = system.WeightSlopes;
        double noise = WeightNoise * Vectors.LargestMagnitude(slopes);
        for (int i = 0; i < slopes.Length; i++)
        {
            if (Math.Abs(slopes[i]) > noise)
            {
                int asset = system.Free[i];
                Place to = slopes[i] > 0.0 ? Place.Lower : Place.Upper;
                double room = to == Place.Lower ? weights[asset] - lower[asset] : weights[asset] - upper[asset];
                next = Earlier(next, new Turn(asset, room / slopes[i], to));
            }
        }

        return next;
    }

    /// <summary>The first of the others to become free, if one does before a turn that is known.</summary>
    public Turn FirstToEnter(Turn next, double lambda)
    {
        int j = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            next = Scan<Lanes512>(next, lambda, ref j);
        }
        else
        {
            next = Scan<Lanes256>(next, lambda, ref j);
        }

        for (; j < Signs.Length; j++)
        {
            next = Try(next, lambda, j);
        }

        return next;
    }

    // Most assets do not want to move, or not so soon: they are passed over before anything is divided.
    private Turn Scan<TLanes>(Turn next, double lambda, ref int j)
        where TLanes : struct, ILanes<TLanes>
    {
        ref double signs = ref MemoryMarshal.GetReference(Signs);
        ref double means = ref MemoryMarshal.GetReference(Mean);
        ref double gradients = ref MemoryMarshal.GetReference(Gradient);
        ref double slopes = ref MemoryMarshal.GetReference(GradientSlope);
        TLanes level = TLanes.All(Level.Nu);
        TLanes levelSlope = TLanes.All(Level.Slope);
        TLanes tolerance = TLanes.All(lambda);
        TLanes zero = TLanes.All(0.0);
        for (; j <= Signs.Length - TLanes.Width; j += TLanes.Width)
        {
            TLanes sign = TLanes.Load(ref signs, j);
            TLanes mean = TLanes.Load(ref means, j);
            TLanes towards = sign * (TLanes.Load(ref slopes, j) + levelSlope - mean);
            TLanes reduced = sign * (TLanes.Load(ref gradients, j) + level - (tolerance * mean));
            uint wanting = TLanes.Above(towards, zero) & ~TLanes.Above(reduced, TLanes.All(next.Fall) * towards);
            for (; wanting != 0; wanting &= wanting - 1)
            {
                next = Try(next, lambda, j + BitOperations.TrailingZeroCount(wanting));
            }
        }

        return next;
    }

    private Turn Try(Turn next, double lambda, int j)
    {
        double slope = GradientSlope[j] + Level.Slope - Mean[j];
        double towards = Signs[j] * slope;
        double reduced = Gradient[j] + Level.Nu - (lambda * Mean[j]);
        if (!(towards > 0.0 && Signs[j] * reduced <= next.Fall * towards))
        {
            return next;
        }

        double size = Math.Abs(GradientSlope[j]) + Math.Abs(Level.Slope) + Math.Abs(Mean[j]);
        return towards > SlopeNoise * size ? Earlier(next, new Turn(j, reduced / slope, Place.Free)) : next;
    }

    // Ties go to the asset of the least index (Chang 1979), which keeps degenerate problems from going in circles.
    private static Turn Earlier(Turn best, Turn candidate)
    {
        Turn turn = candidate with { Fall = Math.Max(candidate.Fall, 0.0) };
        bool wins = turn.Fall < best.Fall || (turn.Fall == best.Fall && best.Asset >= 0 && turn.Asset < best.Asset);
        return wins ? turn : best;
    }
}
