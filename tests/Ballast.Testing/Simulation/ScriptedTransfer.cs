namespace Ballast.Testing.Simulation;

/// <summary>One transfer as the script knows it.</summary>
public sealed class ScriptedTransfer
{
    /// <summary>What left.</summary>
    public required decimal Units { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>Whether it comes back.</summary>
    public required bool Fails { get; init; }

    /// <summary>From when lookups show it.</summary>
    public required DateTimeOffset VisibleFrom { get; set; }

    /// <summary>How far it is.</summary>
    public ScriptedTransferState State { get; set; }

    /// <summary>What was credited at its end.</summary>
    public decimal Credited { get; set; }
}

/// <summary>How far a scripted transfer is.</summary>
public enum ScriptedTransferState
{
    /// <summary>On its way.</summary>
    Underway = 0,

    /// <summary>There.</summary>
    Arrived = 1,

    /// <summary>Back.</summary>
    Returned = 2,
}
