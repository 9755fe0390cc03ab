using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>A cancellation token is the last parameter.</summary>
public sealed class CancellationLast : Rule
{
    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.ProductCode
        from node in file.Root.DescendantNodes()
        where node is not TypeDeclarationSyntax
        from parameter in node.Parameters().Where(IsSingle).SkipLast(1)
        where parameter.Type?.ToString() == "CancellationToken"
        select file.Violation(parameter, $"{node.NameOf()}: the cancellation token comes last");

    // "params" must stand after everything else: the language says so.
    private static bool IsSingle(ParameterSyntax parameter) => !parameter.Modifiers.Has(SyntaxKind.ParamsKeyword);
}
