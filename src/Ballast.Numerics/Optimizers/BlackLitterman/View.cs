using System.Collections.Immutable;

namespace Ballast.Numerics.Optimizers.BlackLitterman;

/// <summary>An opinion: the portfolio <c>p</c> returns q. Compared by reference of its list.</summary>
/// <param name="Factors">p, shape (N): one for the asset of an absolute view; sums of one and minus one for a relative
/// one.</param>
/// <param name="Return">q, in the prior's units.</param>
/// <param name="Trust">How much it counts.</param>
public sealed record View(ImmutableArray<double> Factors, double Return, ViewTrust Trust)
{
    /// <summary>An asset returns so much.</summary>
    /// <param name="count">N.</param>
    /// <param name="asset">Which asset, counted from zero; out of range is a bug and throws.</param>
    /// <param name="value">q.</param>
    /// <param name="trust">How much the view counts.</param>
    public static View Absolute(int count, int asset, double value, ViewTrust trust)
    {
        double[] factors = new double[count];
        factors[asset] = 1.0;
        return new View([.. factors], value, trust);
    }

    /// <summary>An asset returns so much more than another.</summary>
    /// <param name="count">N.</param>
    /// <param name="pair">The better and the worse asset, counted from zero; out of range is a bug and throws.</param>
    /// <param name="value">q.</param>
    /// <param name="trust">How much the view counts.</param>
    public static View Relative(int count, (int Better, int Worse) pair, double value, ViewTrust trust)
    {
        double[] factors = new double[count];
        factors[pair.Better] += 1.0;
        factors[pair.Worse] -= 1.0;
        return new View([.. factors], value, trust);
    }
}
