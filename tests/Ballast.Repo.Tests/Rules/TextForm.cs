using Ballast.Repo.Tests.Sources;

namespace Ballast.Repo.Tests.Rules;

/// <summary>Text files end their lines with a line feed, hold no blanks before it, no tabs in code, and end with
/// one.</summary>
public sealed class TextForm : Rule
{
    private static readonly string[] Recorded = [".csv", ".txt", ".json", ".jsonl", ".svg"];

    public override IEnumerable<Violation> Check(SourceSet sources)
    {
        SourceFile? attributes = sources.Find(".gitattributes");
        if (attributes is null || !attributes.Text.Contains("* text=auto eol=lf", StringComparison.Ordinal))
        {
            yield return new(".gitattributes", 1, "must say '* text=auto eol=lf'");
        }

        foreach (SourceFile file in sources.Files.Where(file => !Recorded.Contains(Path.GetExtension(file.Path))))
        {
            foreach (Violation violation in CheckFile(file))
            {
                yield return violation;
            }
        }
    }

    private static IEnumerable<Violation> CheckFile(SourceFile file)
    {
        if (file.Text.Length > 0 && !file.Text.EndsWith('\n'))
        {
            yield return file.Violation(file.Lines.Count, "does not end with a line feed");
        }

        foreach ((int index, string line) in file.Lines.Index())
        {
            if (line.Length > 0 && char.IsWhiteSpace(line[^1]))
            {
                yield return file.Violation(index + 1, "a blank or carriage return at the end of the line");
            }

            if (file.IsCode && line.Contains('\t', StringComparison.Ordinal))
            {
                yield return file.Violation(index + 1, "a tab");
            }
        }
    }
}
