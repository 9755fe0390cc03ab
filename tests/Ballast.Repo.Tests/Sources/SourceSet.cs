namespace Ballast.Repo.Tests.Sources;

/// <summary>The files a rule looks at, in ordinal order of their paths.</summary>
public sealed class SourceSet
{
    private readonly Dictionary<string, SourceFile> byPath;

    public SourceSet(IEnumerable<SourceFile> files)
    {
        byPath = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        Files = [.. byPath.Values.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    public IReadOnlyList<SourceFile> Files { get; }

    public IEnumerable<SourceFile> Code => Files.Where(file => file.IsCode);

    public IEnumerable<SourceFile> ProductCode => Code.Where(file => file.IsProduct);

    public IEnumerable<SourceFile> CodeOf(params string[] projects) =>
        ProductCode.Where(file => projects.Contains(file.Project, StringComparer.Ordinal));

    public IEnumerable<SourceFile> ProjectFiles =>
        Files.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal));

    public SourceFile? Find(string path) => byPath.GetValueOrDefault(path);
}
