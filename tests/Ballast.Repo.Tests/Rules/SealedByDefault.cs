using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>
/// A class or record that nothing derives from is sealed, static or abstract. The benchmark runner derives from its
/// classes.
/// </summary>
public sealed class SealedByDefault : Rule
{
    public override IEnumerable<Violation> Check(SourceSet sources)
    {
        HashSet<string> bases = [.. sources.Code
            .SelectMany(file => file.Root.Nodes<BaseTypeSyntax>())
            .Select(type => Simple(type.Type))];
        return
            from file in sources.Code
            from type in file.Root.Nodes<TypeDeclarationSyntax>()
            where file.Project != "Ballast.Bench" && IsClass(type)
            where !IsSettled(type.Modifiers) && !bases.Contains(type.Identifier.Text)
            select file.Violation(type, $"{type.Identifier} is neither sealed nor derived from");
    }

    private static bool IsClass(TypeDeclarationSyntax type) =>
        type.IsKind(SyntaxKind.ClassDeclaration) || type.IsKind(SyntaxKind.RecordDeclaration);

    private static bool IsSettled(SyntaxTokenList modifiers) =>
        modifiers.Has(SyntaxKind.SealedKeyword) || modifiers.Has(SyntaxKind.StaticKeyword)
        || modifiers.Has(SyntaxKind.AbstractKeyword);

    private static string Simple(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => Simple(qualified.Right),
        GenericNameSyntax generic => generic.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => type.ToString(),
    };
}
