using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>A warning is turned off only with the reason on the same line.</summary>
public sealed class SuppressionsGiveReasons : Rule
{
    private const string Message = "a suppression without its reason on the line";

    public override IEnumerable<Violation> Check(SourceSet sources) =>
        sources.Code.SelectMany(file => Pragmas(file).Concat(Attributes(file)));

    private static IEnumerable<Violation> Pragmas(SourceFile file) =>
        from trivia in file.Root.DescendantTrivia()
        where trivia.IsKind(SyntaxKind.PragmaWarningDirectiveTrivia)
        let pragma = (PragmaWarningDirectiveTriviaSyntax)trivia.GetStructure()!
        let text = pragma.ToFullString()
        where pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword)
            && !text.Contains("//", StringComparison.Ordinal)
        select file.Violation(pragma, Message);

    private static IEnumerable<Violation> Attributes(SourceFile file) =>
        from attribute in file.Root.Nodes<AttributeSyntax>()
        where attribute.Name.ToString().EndsWith("SuppressMessage", StringComparison.Ordinal)
            && !attribute.ToString().Contains("Justification", StringComparison.Ordinal)
        select file.Violation(attribute, Message);
}
