using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ballast.Repo.Tests.Rules;

/// <summary>A file that needs folding needs splitting.</summary>
public sealed class NoRegions : Rule
{
    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.Code
        from trivia in file.Root.DescendantTrivia()
        where trivia.IsKind(SyntaxKind.RegionDirectiveTrivia)
        select file.Violation(trivia.Token, "a region: split the file instead");
}
