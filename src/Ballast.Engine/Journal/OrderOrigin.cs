using Ballast.Core;
using Ballast.Core.Amounts;

namespace Ballast.Engine.Journal;

/// <summary>Where an order comes from: everything that its row has to name.</summary>
public sealed record OrderOrigin
{
    /// <summary>The run.</summary>
    public required RunId Run { get; init; }

    /// <summary>The plan's order it carries out, counted from zero.</summary>
    public required int Leg { get; init; }

    /// <summary>The plan.</summary>
    public required string PlanHash { get; init; }

    /// <summary>The decision that was the plan's last before it was accepted.</summary>
    public required long Decision { get; init; }

    /// <summary>By whose word.</summary>
    public required string Actor { get; init; }

    /// <summary>The managed asset it serves.</summary>
    public required Asset Serves { get; init; }

    /// <summary>The plan's reason for it.</summary>
    public required Reason Why { get; init; }
}
