using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ballast.Repo.Tests.Sources;

/// <summary>One text file of the repository, or of a fixture: its path from the root with forward slashes, and its
/// text.</summary>
public sealed class SourceFile
{
    private static readonly CSharpParseOptions Parsing =
        CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview)
            .WithDocumentationMode(DocumentationMode.Parse);

    private readonly Lazy<SyntaxTree> tree;
    private readonly Lazy<string[]> lines;

    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        tree = new(() => CSharpSyntaxTree.ParseText(Text, Parsing, Path));
        lines = new(() => Text.Split('\n'));
    }

    public string Path { get; }

    public string Text { get; }

    public IReadOnlyList<string> Lines => lines.Value;

    public SyntaxTree Tree => tree.Value;

    public SyntaxNode Root => Tree.GetRoot();

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : "";

    /// <summary>The project a file of src or tests belongs to, such as <c>Ballast.Core</c>; empty elsewhere.</summary>
    public string Project => Path.Split('/') is ["src" or "tests" or "bench", var project, _, ..] ? project : "";

    public bool IsCode => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsProduct => Path.StartsWith("src/", StringComparison.Ordinal);

    public Violation Violation(SyntaxNode at, string message) => Violation(LineOf(at), message);

    public Violation Violation(SyntaxToken at, string message) =>
        Violation(at.GetLocation().GetLineSpan().StartLinePosition.Line + 1, message);

    public Violation Violation(int line, string message) => new(Path, line, message);

    public static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>Lines from the first to the last token, comments before it not counted.</summary>
    public static int Height(SyntaxNode node)
    {
        FileLinePositionSpan span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
