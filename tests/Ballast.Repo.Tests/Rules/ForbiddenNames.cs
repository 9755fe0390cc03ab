using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>Types, folders and projects are named by the field's nouns and not by words that fit everything.</summary>
public sealed class ForbiddenNames : Rule
{
    private static readonly HashSet<string> Forbidden = new(StringComparer.OrdinalIgnoreCase)
    {
        "Manager", "Managers", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Common", "Shared", "Data",
        "Info",
        "Process", "Misc",
    };

    // Terms of the operating system and of the command line: "data directory" (--data), XDG's "data home", "in
    // process".
    private static readonly string[] Terms = ["DataDirectory", "DataHome", "DataOption", "InProcess"];

    public override IEnumerable<Violation> Check(SourceSet sources)
    {
        IEnumerable<Violation> types =
            from file in sources.Code
            from type in file.Root.Nodes<BaseTypeDeclarationSyntax>()
            from word in Syntax.Words(type.Identifier.Text)
            where Forbidden.Contains(word) && !IsTerm(type.Identifier.Text)
            select file.Violation(type, $"{type.Identifier}: '{word}' says nothing about what it is");
        IEnumerable<Violation> folders =
            from file in sources.Code
            from folder in file.Folder.Split('/').Distinct()
            from word in folder.Split('.').SelectMany(Syntax.Words)
            where Forbidden.Contains(word)
            select file.Violation(1, $"folder {folder}: '{word}' says nothing about what is in it");
        return types.Concat(folders);
    }

    private static bool IsTerm(string name) => Terms.Any(term => name.StartsWith(term, StringComparison.Ordinal));
}
