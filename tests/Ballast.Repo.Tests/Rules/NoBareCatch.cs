using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>An exception is caught by its type, and never swallowed without a word.</summary>
public sealed class NoBareCatch : Rule
{
    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.Code
        from clause in file.Root.Nodes<CatchClauseSyntax>()
        let problem = Problem(clause)
        where problem.Length > 0
        select file.Violation(clause, problem);

    private static string Problem(CatchClauseSyntax clause)
    {
        // Undoing something and passing the exception on needs no type: nothing is caught.
        if (clause.Declaration is null
            && clause.Block.Statements.LastOrDefault() is not ThrowStatementSyntax { Expression: null })
        {
            return "a catch without a type";
        }

        bool isSilent = clause.Block.Statements.Count == 0
            && !clause.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia));
        return isSilent ? "an empty catch that does not say why" : "";
    }
}
