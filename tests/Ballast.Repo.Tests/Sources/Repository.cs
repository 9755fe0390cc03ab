using System.Diagnostics;

namespace Ballast.Repo.Tests.Sources;

/// <summary>The working tree these tests were built from: every file that git tracks or would track.</summary>
public static class Repository
{
    private static readonly string[] Binary = [".gz", ".png", ".ico", ".woff2", ".db"];

    private static readonly Lazy<SourceSet> Working = new(Read);

    public static string Root { get; } = FindRoot();

    public static SourceSet Files => Working.Value;

    /// <summary>Where a path from the root is on disk.</summary>
    public static string Locate(string path) => Path.Combine(Root, path);

    private static SourceSet Read() => new(
        ListPaths()
            .Where(
                path => File.Exists(Locate(path)) && !Binary.Contains(Path.GetExtension(path), StringComparer.Ordinal))
            .Select(path => new SourceFile(path, File.ReadAllText(Locate(path)))));

    public static IReadOnlyList<string> ListPaths()
    {
        ProcessStartInfo start = new("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using Process git = Process.Start(start) ?? throw new InvalidOperationException("git did not start");
        string listing = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0);
        return [.. listing.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Ballast.slnx")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException($"no Ballast.slnx above {AppContext.BaseDirectory}");
    }
}
