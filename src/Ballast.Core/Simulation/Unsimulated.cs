using Ballast.Core.Policies;

namespace Ballast.Core.Simulation;

/// <summary>What of a policy no simulation over prices knows.</summary>
public static class Unsimulated
{
    /// <summary>One reason a field; the code is the field.</summary>
    public static IEnumerable<Reason> Of(Policy policy)
    {
        (string Field, bool IsThere, string Why)[] fields =
        [
            ("hedges", !policy.Hedges.IsEmpty,
                "the figures are those of the portfolio without its hedges, their costs and their funding"),
            ("transfers, across", policy.Transfers is not null || policy.Across != new AcrossPolicy(),
                "everything lies in one account that trades every asset"),
        ];
        return fields.Where(field => field.IsThere)
            .Select(field => new Reason(field.Field, $"{field.Field} is not simulated: {field.Why}"));
    }
}
