using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>A public signature says what it means: an enum, or two methods, instead of true and false.</summary>
public sealed class NoBooleanParameters : Rule
{
    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.ProductCode
        from node in file.Root.DescendantNodes()
        where node.IsVisible() && !IsDictated(node)
        from parameter in node.Parameters()
        where IsBoolean(parameter.Type) && !parameter.Modifiers.Has(SyntaxKind.OutKeyword)
        select file.Violation(
            parameter, $"{node.NameOf()} takes the bool {parameter.Identifier}: true at the call says nothing");

    private static bool IsBoolean(TypeSyntax? type) => type?.ToString() is "bool" or "bool?" or "Boolean";

    // The signature of an override is its base's choice.
    private static bool IsDictated(SyntaxNode node) =>
        node is MemberDeclarationSyntax member && member.Modifiers.Has(SyntaxKind.OverrideKeyword);
}
