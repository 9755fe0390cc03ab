using System.Text;

namespace Ballast.Adapters.Secrets;

/// <summary>Files that only their owner may read.</summary>
internal static class PrivateFile
{
    private const int LargestBytes = 16 * 1024;

    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Why a file's mode is too open for a secret; <see langword="null"/> where it is 0400.</summary>
    public static string? ModeFault(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return $"{path} has no mode on this system, so nobody can tell who may read it";
        }

        UnixFileMode mode = File.GetUnixFileMode(path);
        return mode == UnixFileMode.UserRead
            ? null
            : $"{path} has mode {Convert.ToString((int)mode, 8).PadLeft(4, '0')}, and a secret's file has 0400";
    }

    /// <summary>Why others than the owner can reach a file; <see langword="null"/> where they cannot.</summary>
    public static string? SharingFault(string path)
    {
        UnixFileMode mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);
        return (mode & OfOthers) == UnixFileMode.None
            ? null
            : $"{path} has mode {Convert.ToString((int)mode, 8).PadLeft(4, '0')}: others than its owner can reach it";
    }

    /// <summary>The text of a file without the line ends behind it.</summary>
    /// <exception cref="IOException">It is missing, cannot be read, is too large or is not text.</exception>
    public static Secret Read(string path)
    {
        byte[] content = ReadBytes(path);
        try
        {
            return new Secret(new UTF8Encoding(false, true).GetString(content).TrimEnd('\r', '\n'));
        }
        catch (DecoderFallbackException)
        {
            throw new IOException($"{path} is not text");
        }
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="IOException">It is missing, cannot be read or is too large.</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            return new FileInfo(path).Length <= LargestBytes
                ? File.ReadAllBytes(path)
                : throw new IOException($"{path} has more than {LargestBytes} bytes");
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException($"{path} cannot be read ({refused.Message.TrimEnd('.')})", refused);
        }
    }
}
