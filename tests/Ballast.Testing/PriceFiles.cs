namespace Ballast.Testing;

/// <summary>
/// Finds the folder of real market prices beside the repository (<c>shared/data</c> next to any folder above the test's
/// own). It is not
/// part of the repository; a clone has none.
/// </summary>
public static class PriceFiles
{
    /// <summary>Why a test that needs the folder is skipped.</summary>
    public const string Absent = "there is no shared/data beside this clone";

    /// <summary>The path of a file in it, or <see langword="null"/> where there is no such folder at all.</summary>
    /// <exception cref="FileNotFoundException">The folder is there and the file is not.</exception>
    public static string? Find(string relativePath)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "shared", "data");
            if (Directory.Exists(folder))
            {
                string file = Path.Combine(folder, relativePath);
                return File.Exists(file) ? file
                    : throw new FileNotFoundException("missing from the price folder", file);
            }
        }

        return null;
    }
}
