using System.Globalization;

namespace Ballast.Core.Planning;

/// <summary>Puts numbers into sentences the same way everywhere.</summary>
internal static class PlanWording
{
    /// <summary>Invariant numbers; format <c>P2</c> writes a fraction as percent, <c>12.34 %</c>.</summary>
    public static NumberFormatInfo Form { get; } = NumberFormatInfo.ReadOnly(new NumberFormatInfo
    {
        PercentPositivePattern = 0,
        PercentNegativePattern = 0,
        PercentGroupSeparator = "",
    });
}
