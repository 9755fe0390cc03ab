using System.Collections.Immutable;

namespace Ballast.Numerics.Sweeps;

/// <summary>The weights wanted: one per asset of a panel, the rest in the quote currency.</summary>
public sealed class TargetMix
{
    // Weights that came from thirds or fifteenths do not sum to one to the last digit.
    private const double Tolerance = 1e-9;

    private TargetMix(ImmutableArray<double> weights, double cash)
    {
        Weights = weights;
        Cash = cash;
    }

    /// <summary>t, one per asset, zero or more.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>What the assets leave to the quote currency, zero or more.</summary>
    public double Cash { get; }

    /// <summary>Reads weights.</summary>
    /// <param name="weights">Zero or more, together at most one.</param>
    public static MixOutcome Of(ReadOnlySpan<double> weights)
    {
        double sum = 0.0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0.0) || !double.IsFinite(weights[i]))
            {
                return Refused($"targets[{i}]", $"the weight is {weights[i]}, it must be zero or more");
            }

            sum += weights[i];
        }

        if (weights.IsEmpty)
        {
            return Refused("targets", "there are no weights");
        }

        if (sum > 1.0 + Tolerance)
        {
            return Refused("targets", $"the weights sum to {sum}, above one");
        }

        double cash = 1.0 - sum;
        return new MixOutcome.Ready(new TargetMix([.. weights], cash <= Tolerance ? 0.0 : cash));
    }

    private static MixOutcome.Refused Refused(string field, string why) => new(new SweepRefusal(field, why));
}

/// <summary>What came of reading weights. Closed: <see cref="Ready"/> or <see cref="Refused"/>.</summary>
public abstract record MixOutcome
{
    /// <summary>The weights can be held.</summary>
    public sealed record Ready(TargetMix Mix) : MixOutcome;

    /// <summary>A weight, or their sum, is at fault.</summary>
    public sealed record Refused(SweepRefusal Why) : MixOutcome;
}
