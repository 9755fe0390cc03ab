namespace Ballast.Core.Sweeps;

/// <summary>One of several equal parts of a work.</summary>
internal sealed class ProgressPart(IProgress<double> whole, int part, int parts) : IProgress<double>
{
    public void Report(double value) => whole.Report((part + value) / parts);
}
