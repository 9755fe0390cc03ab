using Ballast.Engine.Journal;

namespace Ballast.Cli.Tests.Kills;

/// <summary>Counts runs in a row that sent nothing: each is work, journal and requests for nothing.</summary>
internal sealed class EmptyRunSeries
{
    private readonly HashSet<RunId> sent = [];
    private readonly HashSet<RunId> ended = [];
    private int current;

    /// <summary>The longest series.</summary>
    public int Longest { get; private set; }

    /// <summary>How many runs there were.</summary>
    public int Runs => ended.Count;

    /// <summary>Takes note of an event of the journal, in order.</summary>
    public void Take(JournalEvent happened)
    {
        switch (happened)
        {
            case JournalEvent.OrderReserved reserved:
                sent.Add(reserved.Origin.Run);
                break;
            case JournalEvent.RunEnded run when ended.Add(run.Run):
                current = sent.Contains(run.Run) ? 0 : current + 1;
                Longest = Math.Max(Longest, current);
                break;
            default:
                break;
        }
    }
}
