using Ballast.Core.Markets;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Server.Installations;

/// <summary>The end of a replayed recording: no price is fresh after it, so nothing is traded any more.</summary>
/// <param name="At">When its last price stops being fresh.</param>
/// <param name="Name">The recording, for people.</param>
public sealed record RecordingEnd(Instant At, string Name)
{
    /// <summary>What a person should know once it has come.</summary>
    public string Sentence =>
        $"the recording {Name} ended at {InstantPattern.ExtendedIso.Format(At)}: its last prices are no longer fresh, "
        + "nothing is traded any more; Ctrl-C stops, another --data begins anew";

    /// <summary>The end of a table's prices: a bar is fresh for its own length.</summary>
    public static RecordingEnd Of(CandleTable table, string priceFile) =>
        new(table.Instants[^1] + table.BarLength, Path.GetFileName(priceFile));

    /// <summary>Tells once the clock has reached the end, at once where it is past it.</summary>
    /// <returns>Dispose it to be told no more.</returns>
    public IDisposable Watch(TimeProvider clock, Action<string> tell) => new EndWatch(this, clock, tell);

    // Machine timers reach some weeks ahead, a recording at real speed may go on for years: waits step by step.
    private sealed class EndWatch : IDisposable
    {
        private static readonly TimeSpan LongestStep = TimeSpan.FromDays(10);

        private readonly RecordingEnd end;
        private readonly TimeProvider clock;
        private readonly Action<string> tell;
        private readonly ITimer timer;

        public EndWatch(RecordingEnd end, TimeProvider clock, Action<string> tell)
        {
            this.end = end;
            this.clock = clock;
            this.tell = tell;
            timer = clock.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Look();
        }

        public void Dispose() => timer.Dispose();

        private void Look()
        {
            TimeSpan left = end.At.ToDateTimeOffset() - clock.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                tell(end.Sentence);
                return;
            }

            timer.Change(left < LongestStep ? left : LongestStep, Timeout.InfiniteTimeSpan);
        }
    }
}
