using Ballast.Core;

namespace Ballast.Adapters.Secrets;

/// <summary>The answer to asking for the master key. Closed: <see cref="Found"/>, <see cref="Missing"/>,
/// <see cref="Refused"/>.</summary>
public abstract record MasterReading
{
    private MasterReading()
    {
    }

    /// <summary>Here it is.</summary>
    public sealed record Found(MasterKey Key) : MasterReading;

    /// <summary>Nothing around this process holds one.</summary>
    public sealed record Missing(Reason Why) : MasterReading;

    /// <summary>There is one that must not or cannot be used.</summary>
    public sealed record Refused(Reason Why) : MasterReading;
}
