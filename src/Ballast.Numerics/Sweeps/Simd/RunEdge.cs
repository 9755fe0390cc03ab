using System.Runtime.InteropServices;
using Ballast.Numerics.Simd;

namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>
/// From the bar of one run to the bar of the next, for a portfolio worth one after the first: what it grows to and what
/// the second run takes, for every fee at once.
/// </summary>
internal sealed class RunEdge<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const double Noise = 1e-15;

    private readonly double[] fees;
    private readonly double highest;

    /// <summary>For fees; filled up with zeros to whole registers.</summary>
    public RunEdge(ReadOnlySpan<double> feeRates)
    {
        int room = (feeRates.Length + 7) / 8 * 8;
        fees = new double[room];
        feeRates.CopyTo(fees);
        Factors = new double[room];
        Traded = new double[room];
        foreach (double fee in feeRates)
        {
            highest = Math.Max(highest, fee);
        }
    }

    /// <summary>The bar of the second run.</summary>
    public int Bar { get; set; }

    /// <summary>What a value is multiplied by from one run to the next, by fee.</summary>
    public double[] Factors { get; }

    /// <summary>What is traded over the value before, by fee.</summary>
    public double[] Traded { get; }

    /// <summary>V before the second run.</summary>
    public double Growth { get; private set; }

    /// <summary>The largest plain drift between the runs, at the second one too.</summary>
    public double WorstDrift { get; set; }

    /// <summary>The path between the runs, without the second one's bar.</summary>
    public PathState Path { get; set; }

    /// <summary>V at the bar before the second run.</summary>
    public double ValueBefore { get; set; } = 1.0;

    /// <summary>Whether anything is traded at all.</summary>
    public bool IsRun => Traded[0] > Noise;

    /// <summary>The fee at a position.</summary>
    public double Fee(int position) => fees[position];

    /// <summary>Solves for every fee.</summary>
    /// <param name="values">v before the second run, filled up with zeros.</param>
    /// <param name="targets">t, filled up with zeros.</param>
    /// <param name="whole">V before the second run.</param>
    public void Solve(ReadOnlySpan<double> values, ReadOnlySpan<double> targets, double whole)
    {
        Growth = whole;
        (double distance, double signed) = TargetReset.Distance<TLanes>(values, targets, (whole, 1.0));
        double plain = distance / whole;
        double least = 1.0 - (highest * plain / (1.0 + (highest * signed)));
        (_, double signedLeast) = TargetReset.Distance<TLanes>(values, targets, (whole, least));
        if (signed == signedLeast)
        {
            Together(plain, signed, whole);
        }
        else
        {
            Singly(values, targets, whole);
        }
    }

    // No trade changes its side between no fee and the highest: all fees lie on one piece.
    private void Together(double plain, double signed, double whole)
    {
        TLanes one = TLanes.All(1.0), all = TLanes.All(plain), side = TLanes.All(signed), value = TLanes.All(whole);
        ref double fee = ref MemoryMarshal.GetArrayDataReference(fees);
        for (int k = 0; k < fees.Length; k += TLanes.Width)
        {
            TLanes rate = TLanes.Load(ref fee, k);
            TLanes traded = all / TLanes.MultiplyAdd(rate, side, one);
            TLanes.Store(traded, ref Traded[0], k);
            TLanes.Store(value * TLanes.Subtracted(rate, traded, one), ref Factors[0], k);
        }
    }

    private void Singly(ReadOnlySpan<double> values, ReadOnlySpan<double> targets, double whole)
    {
        for (int k = 0; k < fees.Length; k++)
        {
            (double left, double traded) = TargetReset.Solve<TLanes>(values, targets, whole, fees[k]);
            (Factors[k], Traded[k]) = (whole * left, traded);
        }
    }
}
