namespace Ballast.Cli.Frame;

/// <summary>Files that a person names on the command line.</summary>
internal static class FileInput
{
    /// <summary>The name that means standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Reads a whole file, or standard input for <c>-</c>.</summary>
    /// <param name="path">As the person wrote it.</param>
    /// <param name="mostBytes">Larger files are refused.</param>
    /// <param name="surroundings">Where standard input comes from.</param>
    public static FileReading Read(string path, long mostBytes, Surroundings surroundings)
    {
        if (path == StandardInput)
        {
            return new FileReading.Read(System.Text.Encoding.UTF8.GetBytes(surroundings.In.ReadToEnd()));
        }

        if (Directory.Exists(path))
        {
            return new FileReading.Failed($"{path} is a directory", "name a file in it");
        }

        try
        {
            long length = new FileInfo(path).Length;
            return length > mostBytes
                ? new FileReading.Failed(
                    $"{path} has {length} bytes, and {mostBytes} is the most", "check that it is the right file")
                : new FileReading.Read(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new FileReading.Failed(
                $"there is no file {path}", $"check the path; this directory is {Environment.CurrentDirectory}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new FileReading.Failed($"{path} cannot be read ({e.Message.TrimEnd('.')})", "check its permissions");
        }
    }
}

/// <summary>The answer to reading a file. Closed: <see cref="Read"/> or <see cref="Failed"/>.</summary>
internal abstract record FileReading
{
    /// <summary>Its content.</summary>
    public sealed record Read(byte[] Content) : FileReading;

    /// <summary>Why there is none, and what to do.</summary>
    public sealed record Failed(string Cause, string WayOut) : FileReading;
}
