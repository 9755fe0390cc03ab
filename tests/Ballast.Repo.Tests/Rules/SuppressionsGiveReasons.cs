using Ballast.Repo.Tests.Sources;

namespace Ballast.Repo.Tests.Rules;

/// <summary>A warning is turned off only with the reason on the same line.</summary>
public sealed class SuppressionsGiveReasons : Rule
{
    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.Code
        from line in file.Lines.Index()
        where IsUnexplained(line.Item.Trim())
        select file.Violation(line.Index + 1, "a suppression without its reason on the line");

    private static bool IsUnexplained(string line) =>
        (line.StartsWith("#pragma warning disable", StringComparison.Ordinal) && !line.Contains("//", StringComparison.Ordinal))
        || (line.Contains("[SuppressMessage(", StringComparison.Ordinal) && !line.Contains("Justification", StringComparison.Ordinal));
}
