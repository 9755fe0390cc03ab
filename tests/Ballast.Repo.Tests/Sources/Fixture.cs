using System.Reflection;

namespace Ballast.Repo.Tests.Sources;

/// <summary>
/// Small made-up repositories for one rule, read from <c>Fixtures/RULE.txt</c>: each starts with a line <c>=== breaks:
/// what</c> or
/// <c>=== keeps: what</c>, and each file in it with a line <c>--- path</c>.
/// </summary>
public sealed record Fixture(string Title, bool IsBroken, SourceSet Files)
{
    public static IReadOnlyList<Fixture> Of(string rule)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Fixtures/{rule}")
            ?? throw new InvalidOperationException($"the rule {rule} has no Fixtures/{rule}.txt");
        using StreamReader reader = new(stream);
        return [.. Sections(reader.ReadToEnd(), "=== ").Select(section => Parse(section.Title, section.Body))];
    }

    public override string ToString() => Title;

    private static Fixture Parse(string title, string body) => new(
        title,
        title.StartsWith("breaks", StringComparison.Ordinal),
        new SourceSet(Sections(body, "--- ").Select(file => new SourceFile(file.Title, file.Body))));

    private static IEnumerable<(string Title, string Body)> Sections(string text, string mark) =>
        ("\n" + text).Split("\n" + mark).Skip(1).Select(section =>
        {
            int end = section.IndexOf('\n', StringComparison.Ordinal);
            return end < 0 ? (section.Trim(), "") : (section[..end].Trim(), section[(end + 1)..].TrimEnd('\n') + "\n");
        });
}
