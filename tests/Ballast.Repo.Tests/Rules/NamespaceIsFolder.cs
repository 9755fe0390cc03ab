using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>A file's namespace, file-scoped, is the path of its folder below src, tests or bench.</summary>
public sealed class NamespaceIsFolder : Rule
{
    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.Code
        where file.Project.Length > 0
        let wanted = file.Folder[(file.Folder.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', '.')
        from space in file.Root.Nodes<BaseNamespaceDeclarationSyntax>()
        where space is not FileScopedNamespaceDeclarationSyntax || space.Name.ToString() != wanted
        select file.Violation(space, $"namespace {space.Name}; a file-scoped namespace {wanted} was expected");
}
