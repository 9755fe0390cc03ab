using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>A method, constructor, delegate or local function takes at most five parameters.</summary>
public sealed class ParameterCount : Rule
{
    private const int Limit = 5;

    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.Code
        from node in file.Root.DescendantNodes()
        let count = node.Parameters().Count()
        where count > Limit && !IsTable(node)
        select file.Violation(node, $"{node.NameOf()} takes {count} parameters; at most {Limit}");

    // The parameters of a theory are the columns of its table; no code calls it.
    private static bool IsTable(SyntaxNode node) =>
        node is MethodDeclarationSyntax method
        && method.AttributeLists.SelectMany(list => list.Attributes).Any(found => found.Name.ToString() == "Theory");
}
