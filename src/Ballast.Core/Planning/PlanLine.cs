using Ballast.Core.Amounts;

namespace Ballast.Core.Planning;

/// <summary>One asset in a plan.</summary>
public sealed record PlanLine
{
    /// <summary>The managed asset that the line is about; equivalents are counted in it.</summary>
    public required Asset Asset { get; init; }

    /// <summary>The price the plan rests on.</summary>
    public required Price Price { get; init; }

    /// <summary>What is held before any fill, in the quote currency.</summary>
    public required Money ValueBefore { get; init; }

    /// <summary>What is held once every order is filled at plan prices and worst-case costs.</summary>
    public required Money ValueAfter { get; init; }

    /// <summary>t.</summary>
    public required Weight Target { get; init; }

    /// <summary>b.</summary>
    public required Weight Band { get; init; }

    /// <summary>w before.</summary>
    public required Weight WeightBefore { get; init; }

    /// <summary>w after.</summary>
    public required Weight WeightAfter { get; init; }
}
