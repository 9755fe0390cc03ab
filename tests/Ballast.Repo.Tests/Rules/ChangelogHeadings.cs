using Ballast.Repo.Tests.Sources;

namespace Ballast.Repo.Tests.Rules;

/// <summary>The changelog sorts each version's changes under Money safety, Features and Internals, and nothing
/// else.</summary>
public sealed class ChangelogHeadings : Rule
{
    private static readonly string[] Allowed = ["### Money safety", "### Features", "### Internals"];

    public override IEnumerable<Violation> Check(SourceSet sources) =>
        sources.Find("CHANGELOG.md") is not { } file
            ? [new("CHANGELOG.md", 1, "is missing")]
            : from line in file.Lines.Index()
              where line.Item.StartsWith("### ", StringComparison.Ordinal) && !Allowed.Contains(line.Item)
              select file.Violation(line.Index + 1, $"'{line.Item}': the headings are {string.Join(", ", Allowed)}");
}
