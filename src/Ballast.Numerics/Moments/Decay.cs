namespace Ballast.Numerics.Moments;

/// <summary>How fast observations lose weight with age: the k-th last one counts <c>Factor^k</c>.</summary>
public sealed record Decay
{
    private Decay(double factor)
    {
        Factor = factor;
    }

    /// <summary>lambda, above 0 and at most 1; 1 means that all count the same.</summary>
    public double Factor { get; }

    /// <summary>A decay given by its factor, 0.94 for RiskMetrics' daily returns (J.P. Morgan 1996).</summary>
    /// <param name="factor">Above 0, at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static Decay Of(double factor) => factor is > 0.0 and <= 1.0
        ? new Decay(factor)
        : throw new ArgumentOutOfRangeException(nameof(factor), factor, "a decay factor is above 0 and at most 1");

    /// <summary>After this many periods an observation counts half.</summary>
    /// <param name="periods">Above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not above zero.</exception>
    public static Decay HalfLife(double periods) => Of(Math.Pow(0.5, 1.0 / Positive(periods)));

    /// <summary>The decay whose observations have the mean age of a plain mean over this many periods, as pandas' span:
    /// <c>lambda = 1 - 2 / (span + 1)</c>.</summary>
    /// <param name="periods">Above 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 1.</exception>
    public static Decay Span(double periods) => Of(1.0 - (2.0 / (Positive(periods) + 1.0)));

    private static double Positive(double periods) => periods > 0.0
        ? periods
        : throw new ArgumentOutOfRangeException(nameof(periods), periods, "a number of periods above zero is needed");
}
