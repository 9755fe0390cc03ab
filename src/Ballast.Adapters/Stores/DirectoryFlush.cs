using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Ballast.Adapters.Stores;

/// <summary>
/// Puts the names in a directory on stable storage: after a power cut a file that was renamed into place and flushed
/// itself may otherwise have its old contents.
/// </summary>
internal static class DirectoryFlush
{
    private const int ReadOnly = 0;

    /// <summary>Does it where the platform lets a directory be opened; nothing on Windows, which keeps the order
    /// itself.</summary>
    /// <exception cref="IOException">It could not be opened or flushed.</exception>
    public static void Of(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // The platform's own streams refuse directories.
        int opened = Open(Encoding.UTF8.GetBytes(directory + '\0'), ReadOnly);
        if (opened < 0)
        {
            throw new IOException($"{directory} could not be opened: error {Marshal.GetLastPInvokeError()}");
        }

        using SafeFileHandle handle = new(opened, ownsHandle: true);
        RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);
}
