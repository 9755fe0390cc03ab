using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>A file declares one public type and is named after it; an enum or an outcome family may sit with the type
/// it serves.</summary>
public sealed class OnePublicType : Rule
{
    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.Code
        where !file.Name.StartsWith("Program", StringComparison.Ordinal)
        from violation in CheckFile(file)
        select violation;

    private static IEnumerable<Violation> CheckFile(SourceFile file)
    {
        MemberDeclarationSyntax[] types = [.. file.Root.Nodes<MemberDeclarationSyntax>().Where(IsOwnPublicType)];
        HashSet<string> families = [.. file.Root.Nodes<TypeDeclarationSyntax>()
            .Where(type => type.Modifiers.Has(SyntaxKind.AbstractKeyword))
            .Select(type => type.Identifier.Text)];
        MemberDeclarationSyntax[] leading = [.. types.Where(type => !MayAccompany(type, families))];
        if (types.Length == 0)
        {
            yield break;
        }

        foreach (MemberDeclarationSyntax extra in leading.Skip(1))
        {
            yield return file.Violation(extra, $"{extra.NameOf()} is a second public type: give it a file of its own");
        }

        string name = file.Name.Split('.', '{')[0];
        if (types.All(type => type.NameOf() != name))
        {
            yield return file.Violation(types[0], $"the file is not named after {types[0].NameOf()}");
        }
    }

    private static bool IsOwnPublicType(MemberDeclarationSyntax member) =>
        member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
        && member.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax
        && member.Modifiers.Has(SyntaxKind.PublicKeyword);

    private static bool MayAccompany(MemberDeclarationSyntax type, HashSet<string> families) => type switch
    {
        EnumDeclarationSyntax => true,
        RecordDeclarationSyntax record when families.Contains(record.Identifier.Text) => true,
        RecordDeclarationSyntax { BaseList: { } bases } =>
            bases.Types.Any(@base => families.Contains(@base.Type.ToString().Split('<')[0])),
        _ => false,
    };
}
