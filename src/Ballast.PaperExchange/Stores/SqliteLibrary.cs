using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Ballast.PaperExchange.Stores;

/// <summary>
/// Chooses the SQLite that is loaded: the system's own where there is one, because the distribution patches it,
/// otherwise the one that
/// comes with the product.
/// </summary>
public static class SqliteLibrary
{
    private const string BundledName = "e_sqlite3";
    private const string SystemName = "libsqlite3.so.0";

    private static readonly Lazy<string> Loaded = new(LoadOnce);

    /// <summary>Loads it, the first time; afterwards does nothing.</summary>
    /// <returns>The version that is in use.</returns>
    public static string Load() => Loaded.Value;

    private static string LoadOnce()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        Batteries_V2.Init();
        return raw.sqlite3_libversion().utf8_to_string();
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search)
    {
        if (name == BundledName && OperatingSystem.IsLinux() && NativeLibrary.TryLoad(SystemName, out nint system))
        {
            return system;
        }

        return NativeLibrary.TryLoad(name, assembly, search, out nint bundled) ? bundled : nint.Zero;
    }
}
