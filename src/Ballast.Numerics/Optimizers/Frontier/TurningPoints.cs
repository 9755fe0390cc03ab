namespace Ballast.Numerics.Optimizers.Frontier;

/// <summary>The turning points of a frontier as columns of numbers, K of them and room behind.</summary>
internal sealed record TurningPoints
{
    /// <summary>K.</summary>
    public required int Count { get; init; }

    /// <summary>Row after row of N weights, in blocks of equal length.</summary>
    public required List<double[]> Blocks { get; init; }

    /// <summary>How many rows a block has.</summary>
    public required int PerBlock { get; init; }

    public required double[] Means { get; init; }

    public required double[] Variances { get; init; }

    /// <summary>The largest lambda at which each point is the best; infinity for the first.</summary>
    public required double[] Entered { get; init; }

    /// <summary>The least lambda at which each point is the best; zero for the last.</summary>
    public required double[] Left { get; init; }

    /// <summary>The weights of one point, shape (N).</summary>
    public ReadOnlySpan<double> WeightsOf(int k, int n) => Blocks[k / PerBlock].AsSpan(k % PerBlock * n, n);
}
