using System.Globalization;

namespace Ballast.Core.Planning;

/// <summary>Puts numbers into sentences the same way everywhere.</summary>
internal static class PlanWording
{
    private static readonly NumberFormatInfo Form = new()
    {
        PercentPositivePattern = 0,
        PercentNegativePattern = 0,
        PercentGroupSeparator = "",
    };

    /// <summary>A sentence with invariant numbers; format <c>P2</c> writes a fraction as percent.</summary>
    public static string Text(FormattableString sentence) => sentence.ToString(Form);
}
