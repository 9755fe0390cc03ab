using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>A method, constructor, operator, accessor or local function is at most 70 lines high.</summary>
public sealed class MethodLength : Rule
{
    private const int Limit = 70;

    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.Code
        from node in file.Root.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
        let height = SourceFile.Height(node)
        where height > Limit
        select file.Violation(node, $"{node.NameOf()} is {height} lines high; at most {Limit}, aim for 40");
}
