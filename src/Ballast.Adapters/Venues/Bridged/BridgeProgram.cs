using System.Collections.Immutable;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>What is started as the bridge.</summary>
/// <param name="Executable">The program, looked for on this process's own search path.</param>
/// <param name="Arguments">Its arguments; never a secret, because everybody on the machine can read them.</param>
public sealed record BridgeProgram(string Executable, ImmutableArray<string> Arguments)
{
    private const string Script = "main.js";
    private const string Folder = "bridge";

    /// <summary>The bridge of a script, run by Node.</summary>
    public static BridgeProgram OfScript(string script) => new("node", [script]);

    /// <summary>
    /// The bridge of this installation: the folder <c>bridge</c> beside the program or in a folder above it;
    /// <see langword="null"/> where there is none.
    /// </summary>
    /// <param name="from">Where the program is.</param>
    public static BridgeProgram? Find(string from)
    {
        for (DirectoryInfo? place = new(from); place is not null; place = place.Parent)
        {
            string script = Path.Combine(place.FullName, Folder, Script);
            if (File.Exists(script))
            {
                return OfScript(script);
            }
        }

        return null;
    }
}
