using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Reports;

/// <summary>
/// The one way from exact amounts to the plain numbers that measures are computed on; 15 to 16 digits survive. There
/// is no way back: no amount is ever made from a statistic. Targets that a solver found cross at
/// <see cref="Targets.Methods.TargetWeights"/>.
/// </summary>
internal static class Statistic
{
    /// <summary>A plain number.</summary>
    public static double Of(decimal value) => (double)value;

    /// <summary>A weight as a fraction.</summary>
    public static double Of(Weight weight) => (double)weight.Value;

    /// <summary>Units of quote currency.</summary>
    public static double Of(Money money) => (double)money.Value;

    /// <summary>A series of amounts.</summary>
    public static double[] Of(ImmutableArray<Money> series)
    {
        var numbers = new double[series.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Of(series[i]);
        }

        return numbers;
    }
}
