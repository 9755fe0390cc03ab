using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ballast.Repo.Tests.Rules;

/// <summary>
/// A switch over a closed family (an abstract record and the records derived from it) names every case without a
/// condition; its
/// default, where it has one, throws UnreachableException. So a new case cannot fall through an old switch.
/// </summary>
public sealed class ClosedFamilySwitch : Rule
{
    public override IEnumerable<Violation> Check(SourceSet sources)
    {
        Dictionary<string, SourceFile> files =
            sources.ProductCode.ToDictionary(file => file.Path, StringComparer.Ordinal);
        CSharpCompilation compilation = Compile(files.Values);
        Families families = Families.In(compilation, files.Values.Select(file => file.Tree));
        return files.Values.SelectMany(file => CheckFile(file, compilation, families));
    }

    private static IEnumerable<Violation> CheckFile(SourceFile file, CSharpCompilation compilation, Families families)
    {
        SemanticModel model = compilation.GetSemanticModel(file.Tree);
        foreach (SyntaxNode node in file.Root.DescendantNodes())
        {
            SwitchArms? arms = SwitchArms.Of(node);
            if (arms is not null && Problem(arms, model, families) is { Length: > 0 } problem)
            {
                yield return file.Violation(node, problem);
            }
        }
    }

    private static string Problem(SwitchArms arms, SemanticModel model, Families families)
    {
        if (model.GetTypeInfo(arms.Governing).Type?.OriginalDefinition is not INamedTypeSymbol family
            || !families.IsFamily(family))
        {
            return "";
        }

        if (arms.HasQuietDefault(model))
        {
            return $"a switch over {family.Name} has a default that does something: name the cases";
        }

        IEnumerable<INamedTypeSymbol> named = arms.NamedTypes(model);
        string[] missing = [.. families.MissingFrom(family, named)];
        return missing.Length == 0 ? "" : $"a switch over {family.Name} does not name {string.Join(", ", missing)}";
    }

    private static CSharpCompilation Compile(IEnumerable<SourceFile> files)
    {
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        IEnumerable<MetadataReference> references = trusted.Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Ballast.", StringComparison.OrdinalIgnoreCase))
            .Select(path => MetadataReference.CreateFromFile(path));
        SyntaxTree usings = CSharpSyntaxTree.ParseText(
            string.Concat(ImplicitUsings.Select(name => $"global using {name};\n")),
            (CSharpParseOptions?)files.FirstOrDefault()?.Tree.Options);
        return CSharpCompilation.Create("Product", [usings, .. files.Select(file => file.Tree)], references);
    }

    private static readonly string[] ImplicitUsings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading",
        "System.Threading.Tasks",
    ];
}
