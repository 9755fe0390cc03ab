using Ballast.Repo.Tests.Sources;

namespace Ballast.Repo.Tests.Rules;

/// <summary>A line of code, of a script or of a project file has at most 120 characters.</summary>
public sealed class LineLength : Rule
{
    private const int Limit = 120;

    private static readonly string[] Looked = [".cs", ".csproj", ".props", ".sh"];

    private static readonly string[] Scripts = ["ballast", "test", ".ci/run"];

    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.Files
        where Looked.Contains(Path.GetExtension(file.Path)) || Scripts.Contains(file.Path)
        from line in file.Lines.Index()
        where line.Item.Length > Limit
        select file.Violation(line.Index + 1, $"{line.Item.Length} characters; at most {Limit}");
}
