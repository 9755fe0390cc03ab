using Ballast.Repo.Tests.Sources;

namespace Ballast.Repo.Tests.Rules;

/// <summary>The root holds only what this list names; a new entry is added here on purpose or not at all.</summary>
public sealed class RootIsTidy : Rule
{
    private static readonly HashSet<string> Files = new(StringComparer.Ordinal)
    {
        ".editorconfig", ".gitattributes", ".gitignore", ".npmrc", "Ballast.slnx", "CHANGELOG.md", "CONTRIBUTING.md",
        "Directory.Build.props", "Directory.Packages.props", "LICENSE", "README.md", "SECURITY.md",
        "THIRD-PARTY-NOTICES.md", "ballast",
        "global.json", "test",
    };

    private static readonly HashSet<string> Folders = new(StringComparer.Ordinal)
    {
        ".ci", ".github", "bench", "bridge", "docs", "samples", "scripts", "src", "tests", "web",
    };

    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.Files
        let top = file.Path.Split('/')
        where top.Length == 1 ? !Files.Contains(top[0]) : !Folders.Contains(top[0])
        select file.Violation(1, $"{top[0]} does not belong into the root");
}
