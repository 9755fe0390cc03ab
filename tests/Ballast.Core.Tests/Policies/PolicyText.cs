using System.Runtime.CompilerServices;
using Ballast.Core.Policies;

namespace Ballast.Core.Tests.Policies;

/// <summary>Policy files for tests.</summary>
internal static class PolicyText
{
    /// <summary>The required fields, without the braces around them.</summary>
    public const string Required =
        """
        "portfolio": "core", "quote": "USDC", "accounts": ["paper"],
        "target": { "weights": { "BTC": 0.5, "ETH": 0.3, "USDC": 0.2 } }
        """;

    /// <summary>A small file with further fields.</summary>
    public static string With(string fields) => $"{{ {Required}, {fields} }}";

    /// <summary>Reads what must be a policy.</summary>
    public static Policy Policy(string text) => PolicyReader.Read(text) switch
    {
        PolicyReading.Read read => read.Policy,
        PolicyReading.Refused refused => throw new InvalidOperationException(string.Join("\n", refused.Errors)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Reads what must not be a policy.</summary>
    public static IReadOnlyList<PolicyError> Errors(string text) => PolicyReader.Read(text) switch
    {
        PolicyReading.Read => [],
        PolicyReading.Refused refused => refused.Errors,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>All sample files.</summary>
    public static IEnumerable<string> Samples() =>
        Directory.GetFiles(SampleFolder(), "*.jsonc").Order(StringComparer.Ordinal);

    /// <summary>The folder of the samples.</summary>
    public static string SampleFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../samples/policies"));
}
