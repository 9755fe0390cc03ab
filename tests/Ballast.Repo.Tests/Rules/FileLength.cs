using Ballast.Repo.Tests.Sources;

namespace Ballast.Repo.Tests.Rules;

/// <summary>A code file has at most 400 lines.</summary>
public sealed class FileLength : Rule
{
    private const int Limit = 400;

    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.Code
        let count = file.Lines.Count - (file.Text.EndsWith('\n') ? 1 : 0)
        where count > Limit
        select file.Violation(count, $"{count} lines; at most {Limit}, aim for 150");
}
