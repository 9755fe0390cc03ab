namespace Ballast.Testing;

/// <summary>
/// Published answers and market history that lie beside the repository and are not part of it, in
/// <c>../shared/data</c>. Closed:
/// <see cref="Found"/> or <see cref="NoFolder"/>. A user's clone has no such folder and skips with the reason; where
/// the folder
/// exists, a missing file is an error.
/// </summary>
public abstract record ReferenceFile
{
    /// <summary>The file is there.</summary>
    public sealed record Found(string Path) : ReferenceFile;

    /// <summary>There is no folder at all.</summary>
    public sealed record NoFolder(string Why) : ReferenceFile;

    /// <summary>Looks for a file.</summary>
    /// <param name="name">Path inside the folder, such as <c>daily/close.csv</c>.</param>
    /// <exception cref="FileNotFoundException">The folder exists, the file does not.</exception>
    public static ReferenceFile Locate(string name)
    {
        string folder = Path.GetFullPath(Path.Combine(RepositoryRoot(), "..", "shared", "data"));
        if (!Directory.Exists(folder))
        {
            return new NoFolder($"no reference data beside the repository ({folder})");
        }

        string path = Path.Combine(folder, name);
        return File.Exists(path)
            ? new Found(path)
            : throw new FileNotFoundException($"reference data folder exists but lacks {path}", path);
    }

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ballast.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("the tests do not run inside the repository");
    }
}
