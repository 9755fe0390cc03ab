using Ballast.Repo.Tests.Sources;

namespace Ballast.Repo.Tests.Rules;

/// <summary>An npm lock file says which versions, never from where: <c>omit-lockfile-registry-resolved=true</c> stands
/// beside it.</summary>
public sealed class NpmLocksCarryNoAddresses : Rule
{
    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.Files
        where file.Name is "package-lock.json" or "npm-shrinkwrap.json"
        from line in file.Lines.Index()
        where line.Item.Contains("\"resolved\": \"http", StringComparison.Ordinal)
        select file.Violation(line.Index + 1, "an address in an npm lock file");
}
