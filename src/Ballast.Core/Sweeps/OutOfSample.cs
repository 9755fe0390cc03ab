using Ballast.Numerics.Measures;

namespace Ballast.Core.Sweeps;

/// <summary>Test stretches linked to one result.</summary>
public sealed record OutOfSample
{
    /// <summary>Growth of the linked stretches less one.</summary>
    public required double Return { get; init; }

    /// <summary>The same per year of tested bars.</summary>
    public required double PerYear { get; init; }

    /// <summary>Volatility per year.</summary>
    public required double Volatility { get; init; }

    /// <summary>Sharpe ratio per year.</summary>
    public required double Sharpe { get; init; }

    /// <summary>The least and the greatest Sharpe ratio that resampled bars give nine times in ten.</summary>
    public required (double Low, double High) SharpeInterval { get; init; }

    /// <summary>How the stretches' returns scatter.</summary>
    public required StartDispersion Dispersion { get; init; }
}
