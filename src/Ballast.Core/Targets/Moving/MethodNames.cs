using Ballast.Core.Policies;

namespace Ballast.Core.Targets.Moving;

/// <summary>The names of methods as policies, reasons and screens spell them.</summary>
public static class MethodNames
{
    /// <summary>What gave a target that was written down, in a regime or below a limit on volatility.</summary>
    public const string Weights = "weights";

    /// <summary>What gave a target that came from outside.</summary>
    public const string External = "external";

    /// <summary>The name of a method, such as <c>risk-parity</c>.</summary>
    public static string Of(TargetMethod method) => AimProblem.MethodOf(AimPolicy.Blank, method).Name;
}
