namespace Ballast.Engine.GoingLive;

/// <summary>One condition of trading real money.</summary>
public sealed record LiveCheck
{
    /// <summary>Its stable name, such as <c>live-trial</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Whether it is met.</summary>
    public required LiveCheckState State { get; init; }

    /// <summary>What was found, with its numbers.</summary>
    public required string Finding { get; init; }

    /// <summary>What meets it, starting with a verb; empty where it is met.</summary>
    public required string Cure { get; init; }
}

/// <summary>Whether a condition is met.</summary>
public enum LiveCheckState
{
    /// <summary>It is not.</summary>
    Missing = 0,

    /// <summary>It is.</summary>
    Met = 1,
}
