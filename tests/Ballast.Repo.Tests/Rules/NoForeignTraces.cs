using System.Text.RegularExpressions;
using Ballast.Repo.Tests.Sources;

namespace Ballast.Repo.Tests.Rules;

/// <summary>No file carries a path of somebody's machine, an address of a package registry, or anything that looks like
/// a secret.</summary>
public sealed partial class NoForeignTraces : Rule
{
    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.Files
        where !file.Path.StartsWith("tests/Ballast.Repo.Tests/", StringComparison.Ordinal)
        from line in file.Lines.Index()
        let match = Trace().Match(line.Item)
        where match.Success
        select file.Violation(line.Index + 1, $"'{match.Value}' belongs to a machine, a registry or a vault");

    [GeneratedRegex(
        @"(?<![\w.])/(work|root|home/\w+|Users/\w+)/"
        + @"|[A-Z]:\\Users\\"
        + @"|(api|www)\.nuget\.org|registry\.npmjs\.org|registry\.yarnpkg\.com|pypi\.org"
        + @"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
        + @"|\bAKIA[0-9A-Z]{16}\b|\bghp_[A-Za-z0-9]{30,}|\bxox[bp]-[A-Za-z0-9-]{20,}|\bsk_live_[A-Za-z0-9]{16,}",
        RegexOptions.CultureInvariant)]
    private static partial Regex Trace();
}
