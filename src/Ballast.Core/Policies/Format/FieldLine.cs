namespace Ballast.Core.Policies.Format;

/// <summary>A field as the reference describes it.</summary>
internal sealed record FieldLine
{
    /// <summary>Where it stands, such as <c>trigger.band.relative</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What it may hold.</summary>
    public required string Allowed { get; init; }

    /// <summary>
    /// What it means to leave it out, as JSON; empty where that means "no such thing", or where it is required.
    /// </summary>
    public required string Default { get; init; }

    /// <summary>Whether the file, or the block it is in, must have it.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>What it means.</summary>
    public required string Description { get; init; }
}
