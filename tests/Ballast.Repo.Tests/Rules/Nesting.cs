using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>Statements that branch or repeat are nested at most three deep in one method.</summary>
public sealed class Nesting : Rule
{
    private const int Limit = 3;

    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.Code
        from node in file.Root.DescendantNodes()
        where Deepens(node) && Depth(node) == Limit + 1
        select file.Violation(node, $"nested deeper than {Limit}: leave early, or name the inner part");

    private static int Depth(SyntaxNode node) => node.AncestorsAndSelf().Count(Deepens);

    // "else if" reads as one ladder and not as a nested branch.
    private static bool Deepens(SyntaxNode node) => node switch
    {
        IfStatementSyntax { Parent: ElseClauseSyntax } => false,
        IfStatementSyntax or SwitchStatementSyntax or TryStatementSyntax or LockStatementSyntax => true,
        ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax => true,
        UsingStatementSyntax or FixedStatementSyntax => true,
        _ => false,
    };
}
