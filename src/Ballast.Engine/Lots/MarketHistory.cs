using System.Collections.Immutable;
using Ballast.Core.Lots;

namespace Ballast.Engine.Lots;

/// <summary>The known trades of one market.</summary>
public sealed record MarketHistory
{
    /// <summary>No trade is known.</summary>
    public static MarketHistory Empty { get; } = new();

    /// <summary>By the venue's number.</summary>
    public ImmutableSortedDictionary<string, PastTrade> Trades { get; init; } =
        ImmutableSortedDictionary.Create<string, PastTrade>(StringComparer.Ordinal);

    /// <summary>How far an import has read the venue's own list; <see langword="null"/> before one has.</summary>
    public string? ReadThrough { get; init; }
}
