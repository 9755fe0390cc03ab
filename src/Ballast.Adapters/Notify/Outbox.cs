using System.Collections.Immutable;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Notify;

/// <summary>
/// What one channel still has to send, and when: urgent messages at once, the rest together after the digest's span and
/// not in quiet hours. Not thread-safe.
/// </summary>
internal sealed class Outbox(Severity from, Duration digest, QuietHours? quiet)
{
    // What nobody can read anyway; the log has all of it.
    private const int Most = 200;

    // Bursts go out together, and receivers have limits. An urgent message must be out within ten seconds.
    private static readonly Duration Gap = Duration.FromSeconds(3);

    private static readonly Duration FirstWait = Duration.FromSeconds(2);
    private static readonly Duration LongestWait = Duration.FromMinutes(5);

    private ImmutableList<NotifyMessage> waiting = [];
    private int dropped;
    private int failures;
    private Instant notBefore = Instant.MinValue;

    /// <summary>Takes a message that is urgent enough for the channel; where there is no room, the oldest of the least
    /// urgent goes.</summary>
    public void Add(NotifyMessage message)
    {
        if (message.Severity < from)
        {
            return;
        }

        waiting = waiting.Add(message);
        if (waiting.Count > Most)
        {
            waiting = waiting.Remove(waiting.MinBy(old => old.Severity)!);
            dropped++;
        }
    }

    /// <summary>When the next letter goes out; <see langword="null"/> while there is nothing to say.</summary>
    public Instant? DueAt()
    {
        if (waiting.IsEmpty)
        {
            return null;
        }

        Instant due = waiting.FirstOrDefault(message => message.Severity == Severity.Urgent) is { } urgent
            ? urgent.At
            : AfterQuiet(waiting[0].At + digest);
        return Instant.Max(due, notBefore);
    }

    /// <summary>Everything that waits, as one letter.</summary>
    public NotifyLetter Take()
    {
        NotifyLetter letter = new([.. waiting], dropped);
        (waiting, dropped) = ([], 0);
        return letter;
    }

    /// <summary>Notes that a letter is out, or will never be.</summary>
    public void Ended(Instant now) => (failures, notBefore) = (0, now + Gap);

    /// <summary>Takes a letter back that did not go out; the next try comes after 2, 4, 8 seconds and so on, or when
    /// the receiver asked for it.</summary>
    public void TakeBack(NotifyLetter letter, Duration? wait, Instant now)
    {
        ImmutableList<NotifyMessage> later = waiting;
        (waiting, dropped) = ([], dropped + letter.Dropped);
        foreach (NotifyMessage message in letter.Messages.Concat(later))
        {
            Add(message);
        }

        Duration usual = Duration.Min(FirstWait * Math.Pow(2, Math.Min(failures, 20)), LongestWait);
        notBefore = now + Duration.Max(usual, wait ?? Duration.Zero);
        failures++;
    }

    private Instant AfterQuiet(Instant due) => quiet?.EndAfter(due) ?? due;
}
