using Ballast.Repo.Tests.Sources;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Ballast.Repo.Tests.Rules;

/// <summary>A relative link in a Markdown file leads to a file or folder of the repository, and its anchor to a heading
/// there.</summary>
public sealed class LinksAreAlive : Rule
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).UsePipeTables().Build();

    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.Files
        where file.Path.EndsWith(".md", StringComparison.Ordinal)
        from link in Markdown.Parse(file.Text, Pipeline).Descendants<LinkInline>()
        let problem = Problem(file, link.Url ?? "", sources)
        where problem.Length > 0
        select file.Violation(link.Line + 1, problem);

    private static string Problem(SourceFile file, string url, SourceSet sources)
    {
        if (url.Contains("://", StringComparison.Ordinal) || url.StartsWith("mailto:", StringComparison.Ordinal))
        {
            return "";
        }

        string[] parts = url.Split('#', 2);
        string path = parts[0].Length == 0 ? file.Path : Resolve(file.Folder, parts[0]);
        SourceFile? target = sources.Find(path);
        bool isFolder = sources.Files.Any(other => other.Path.StartsWith(path + "/", StringComparison.Ordinal));
        if (target is null && !isFolder)
        {
            return $"the link '{url}' leads nowhere";
        }

        return parts.Length == 2 && target is not null && !Anchors(target).Contains(parts[1])
            ? $"the link '{url}' names no heading of {path}"
            : "";
    }

    private static string Resolve(string folder, string relative)
    {
        List<string> path = [.. folder.Split('/', StringSplitOptions.RemoveEmptyEntries)];
        foreach (string step in relative.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".." && path.Count > 0)
            {
                path.RemoveAt(path.Count - 1);
            }
            else if (step != ".")
            {
                path.Add(step);
            }
        }

        return string.Join('/', path);
    }

    private static HashSet<string> Anchors(SourceFile file) =>
        [.. Markdown.Parse(file.Text, Pipeline).Descendants<HeadingBlock>().Select(
            heading => heading.GetAttributes().Id ?? "")];
}
