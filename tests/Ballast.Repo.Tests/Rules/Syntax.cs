using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>Questions that several rules ask of a syntax tree.</summary>
internal static class Syntax
{
    public static IEnumerable<T> Nodes<T>(this SyntaxNode root)
        where T : SyntaxNode => root.DescendantNodesAndSelf().OfType<T>();

    public static bool Has(this SyntaxTokenList modifiers, SyntaxKind kind) => modifiers.Any(kind);

    /// <summary>Whether code in another project can see a declaration: it and every type around it is public, or
    /// protected in one that is.</summary>
    public static bool IsVisible(this SyntaxNode node) =>
        node.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().All(IsOpen);

    public static IEnumerable<ParameterSyntax> Parameters(this SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
        TypeDeclarationSyntax type => type.ParameterList?.Parameters ?? [],
        DelegateDeclarationSyntax @delegate => @delegate.ParameterList.Parameters,
        LocalFunctionStatementSyntax local => local.ParameterList.Parameters,
        IndexerDeclarationSyntax indexer => indexer.ParameterList.Parameters,
        _ => [],
    };

    public static string NameOf(this SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax @delegate => @delegate.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        EventDeclarationSyntax @event => @event.Identifier.Text,
        EnumMemberDeclarationSyntax member => member.Identifier.Text,
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        BaseFieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.Text,
        OperatorDeclarationSyntax @operator => "operator " + @operator.OperatorToken.Text,
        ConversionOperatorDeclarationSyntax conversion => "operator " + conversion.Type,
        IndexerDeclarationSyntax => "this[]",
        _ => node.Kind().ToString(),
    };

    /// <summary>The words of a PascalCase or camelCase name.</summary>
    public static IReadOnlyList<string> Words(string name)
    {
        List<string> words = [];
        int start = 0;
        for (int i = 1; i <= name.Length; i++)
        {
            if (i == name.Length || StartsWord(name, i))
            {
                words.Add(name[start..i]);
                start = i;
            }
        }

        return words;
    }

    private static bool StartsWord(string name, int i) =>
        char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));

    private static bool IsOpen(MemberDeclarationSyntax member) => member switch
    {
        BaseNamespaceDeclarationSyntax => true,
        EnumMemberDeclarationSyntax => true,
        { Parent: InterfaceDeclarationSyntax } => !member.Modifiers.Has(SyntaxKind.PrivateKeyword),
        _ => member.Modifiers.Has(SyntaxKind.PublicKeyword)
            || (member.Modifiers.Has(SyntaxKind.ProtectedKeyword) && !member.Modifiers.Has(SyntaxKind.PrivateKeyword)),
    };
}
