using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>Every public type and member of Core and Numerics has a comment that says more than its name.</summary>
public sealed class DocumentedMembers : Rule
{
    private static readonly HashSet<string> Filler = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "the", "of", "this", "that", "is", "are", "to", "for", "in", "and", "or", "its", "it", "gets",
        "sets", "get",
        "set", "returns", "represents", "value", "type", "class", "record", "property", "method", "see", "cref",
        "summary",
    };

    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.CodeOf("Ballast.Core", "Ballast.Numerics")
        from member in file.Root.Nodes<MemberDeclarationSyntax>()
        where member is not BaseNamespaceDeclarationSyntax && member.IsVisible() && !IsInherited(member)
        let problem = Problem(member)
        where problem.Length > 0
        select file.Violation(member, $"{member.NameOf()} {problem}");

    private static string Problem(MemberDeclarationSyntax member)
    {
        DocumentationCommentTriviaSyntax? comment = member.GetLeadingTrivia()
            .Select(trivia => trivia.GetStructure())
            .OfType<DocumentationCommentTriviaSyntax>()
            .FirstOrDefault();
        if (comment is null)
        {
            return "has no doc comment";
        }

        if (comment.ToString().Contains("<inheritdoc", StringComparison.Ordinal))
        {
            return "";
        }

        HashSet<string> known = new(Syntax.Words(member.NameOf()), StringComparer.OrdinalIgnoreCase);
        return Said(comment).All(word => Filler.Contains(word) || known.Contains(word))
            ? "has a doc comment that only repeats its name"
            : "";
    }

    // A signature dictated elsewhere is documented there; the compiler still asks for a comment (CS1591).
    private static bool IsInherited(MemberDeclarationSyntax member) => member.Modifiers.Has(SyntaxKind.OverrideKeyword);

    private static IEnumerable<string> Said(DocumentationCommentTriviaSyntax comment) =>
        comment.DescendantTokens()
            .Where(token => token.IsKind(
                SyntaxKind.XmlTextLiteralToken) || token.Parent is NameMemberCrefSyntax or IdentifierNameSyntax)
            .SelectMany(
                token => token.Text.Split([' ', '.', ',', ';', ':', '(', ')'], StringSplitOptions.RemoveEmptyEntries));
}
