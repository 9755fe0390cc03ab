using Ballast.Core.Amounts;

namespace Ballast.Core.Policies;

/// <summary>Bands that follow the portfolio's own volatility.</summary>
public sealed record VolatilityBandPolicy
{
    /// <summary>Tighter when wild (a tracking budget) or wider when wild (fewer trades).</summary>
    public required VolatilityResponse Respond { get; init; }

    /// <summary>Half-width at x = 0.</summary>
    public required Weight Base { get; init; }

    /// <summary>Never narrower.</summary>
    public required Weight Min { get; init; }

    /// <summary>Never wider.</summary>
    public required Weight Max { get; init; }

    /// <summary>Portfolio returns looked at.</summary>
    public required int Window { get; init; }
}

/// <summary>Which way bands answer volatility.</summary>
public enum VolatilityResponse
{
    /// <summary>Narrow them when wild.</summary>
    Tighten = 0,

    /// <summary>Widen them when wild.</summary>
    Widen = 1,
}
