using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>A type is partial only where a source generator writes the other part.</summary>
public sealed class NoPartialTypes : Rule
{
    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.Code
        from type in file.Root.Nodes<TypeDeclarationSyntax>()
        where type.Modifiers.Has(SyntaxKind.PartialKeyword) && !IsGenerated(type)
        select file.Violation(type, $"{type.Identifier} is partial and no source generator asks for it");

    // A generator is asked for by an attribute on the type (JSON contexts) or on a partial member (patterns, log
    // messages).
    private static bool IsGenerated(TypeDeclarationSyntax type) =>
        (type.AttributeLists.Count > 0 && type.BaseList is not null)
        || type.DescendantNodes().OfType<MemberDeclarationSyntax>().Any(member =>
            member is MethodDeclarationSyntax or PropertyDeclarationSyntax
            && member.Modifiers.Has(SyntaxKind.PartialKeyword)
            && member.AttributeLists.Count > 0);
}
