using System.Globalization;
using Ballast.Core.Amounts;

namespace Ballast.Core.Policies.Consistency;

/// <summary>Fractions as sentences show them.</summary>
internal static class Percent
{
    /// <summary>A weight in points, at most two decimals: 0.0125 gives <c>1.25 points</c>.</summary>
    public static string Points(Weight weight) => Of(weight.Value) + (weight.Value == 0.01m ? " point" : " points");

    /// <summary>A fraction in percent without the sign, at most two decimals.</summary>
    public static string Of(decimal fraction) => (fraction * 100m).ToString("0.##", CultureInfo.InvariantCulture);
}
