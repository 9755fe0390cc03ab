using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Frontier;

namespace Ballast.Numerics.Tests.Optimizers.Frontier;

/// <summary>Beasley's OR-Library (1990), portfolio problems of Chang, Meade, Beasley and Sharaiha (2000): means,
/// standard deviations and correlations of the shares of an index.</summary>
internal static class OrLibrary
{
    public static MeanVarianceProblem Problem(int port)
    {
        Matrix returns = ReferenceTable.Csv($"optimizer/orlib/port{port}_return.csv", 0, 0);
        Matrix correlations = ReferenceTable.Csv($"optimizer/orlib/port{port}_risk.csv", 0, 0);
        int n = returns.Rows;
        Matrix covariance = new(n, n);
        for (int k = 0; k < correlations.Rows; k++)
        {
            int i = (int)correlations[k, 0] - 1;
            int j = (int)correlations[k, 1] - 1;
            covariance[i, j] = covariance[j, i] = correlations[k, 2] * returns[i, 1] * returns[j, 1];
        }

        return new MeanVarianceProblem
        {
            Mean = [.. Enumerable.Range(0, n).Select(i => returns[i, 0])],
            Covariance = covariance,
            Bounds = Bounds.LongOnly(n),
        };
    }
}
