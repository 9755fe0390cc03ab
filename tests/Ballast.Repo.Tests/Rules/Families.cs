using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>The closed families of a compilation: each abstract record with the records that derive from it.</summary>
internal sealed class Families
{
    private readonly Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> derived = new(SymbolEqualityComparer.Default);

    public static Families In(Compilation compilation, IEnumerable<SyntaxTree> trees)
    {
        Families families = new();
        foreach (SyntaxTree tree in trees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (RecordDeclarationSyntax record in tree.GetRoot().Nodes<RecordDeclarationSyntax>())
            {
                families.Add(model.GetDeclaredSymbol(record) as INamedTypeSymbol);
            }
        }

        return families;
    }

    public bool IsFamily(INamedTypeSymbol type) => type.IsAbstract && derived.ContainsKey(type);

    /// <summary>The cases of a family that a list of types, themselves cases or families within it, leaves
    /// out.</summary>
    public IEnumerable<string> MissingFrom(INamedTypeSymbol family, IEnumerable<INamedTypeSymbol> named)
    {
        HashSet<INamedTypeSymbol> covered = new(named.SelectMany(Leaves), SymbolEqualityComparer.Default);
        return Leaves(family).Where(leaf => !covered.Contains(leaf)).Select(leaf => leaf.Name);
    }

    private IEnumerable<INamedTypeSymbol> Leaves(INamedTypeSymbol type) =>
        derived.TryGetValue(type.OriginalDefinition, out List<INamedTypeSymbol>? cases)
            ? cases.SelectMany(Leaves)
            : [type.OriginalDefinition];

    private void Add(INamedTypeSymbol? record)
    {
        if (record?.BaseType?.OriginalDefinition is not { IsRecord: true, IsAbstract: true } family)
        {
            return;
        }

        if (!derived.TryGetValue(family, out List<INamedTypeSymbol>? cases))
        {
            derived[family] = cases = [];
        }

        cases.Add(record.OriginalDefinition);
    }
}
