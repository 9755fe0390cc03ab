using System.Diagnostics;

namespace Ballast.Core.Targets.Methods;

/// <summary>The mean of the weights so far and what became of each draw.</summary>
internal sealed class DrawTally(int assets)
{
    private readonly SortedDictionary<string, int> refusals = new(StringComparer.Ordinal);
    private int still;

    /// <summary>The mean weights of the draws that were solved. A weight that is the same in all stays what it is to
    /// the last digit.</summary>
    public double[] Mean { get; } = new double[assets];

    public int Solved { get; private set; }

    public int Count { get; private set; }

    /// <summary>The reasons of draws without an answer and how many had each.</summary>
    public string LeftOut => string.Join(", ", refusals.Select(pair => $"{pair.Key}: {pair.Value}"));

    public void Add(AllocationAnswer answer)
    {
        switch (answer)
        {
            case AllocationAnswer.Refused refused:
                LeaveOut(refused.Why);
                break;
            case AllocationAnswer.Solved solved:
                Count++;
                Solved++;
                still += solved.Attempts[^1].Remarks.IsEmpty ? 0 : 1;
                for (int i = 0; i < Mean.Length; i++)
                {
                    Mean[i] += (solved.Assets[i].Weight - Mean[i]) / Solved;
                }

                break;
            default:
                throw new UnreachableException();
        }
    }

    public void LeaveOut(Reason why)
    {
        Count++;
        refusals[why.Code] = refusals.GetValueOrDefault(why.Code) + 1;
    }

    public IEnumerable<Reason> Remarks(int seed)
    {
        yield return new Reason("resampled", $"mean of the weights of {Solved} drawn histories, seed {seed}");
        if (Solved < Count)
        {
            yield return new Reason(
                "draws-left-out", $"{Count - Solved} of {Count} draws had no answer and are not in it ({LeftOut})");
        }

        if (still > 0)
        {
            yield return new Reason(
                "draws-with-still", $"in {still} of the draws an asset does not move and is left at its least weight");
        }
    }
}
