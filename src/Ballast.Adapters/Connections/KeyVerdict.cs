using System.Collections.Immutable;

namespace Ballast.Adapters.Connections;

/// <summary>What is known of a key before orders leave.</summary>
/// <param name="CanTrade">Whether it may place orders, as far as anybody says.</param>
/// <param name="Dangers">What it can do besides reading and trading; each completes "the key ...".</param>
/// <param name="Doubts">What nobody says whether it can do besides; likewise.</param>
internal sealed record KeyVerdict(bool CanTrade, ImmutableArray<string> Dangers, ImmutableArray<string> Doubts)
{
    /// <summary>Nothing against it.</summary>
    public static KeyVerdict Clean { get; } = new(true, [], []);

    /// <summary>All that its owner has to accept in typed words.</summary>
    public ImmutableArray<string> Powers => [.. Dangers, .. Doubts];
}
