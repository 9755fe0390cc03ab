using System.Globalization;
using Ballast.Core;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Connections;

/// <summary>
/// Whether orders may leave to an account: its exchange's clock was measured and is near enough, and its key was read
/// and does no more than trade. Looked at again every few minutes; what could not be found out holds orders, and
/// reads go on.
/// </summary>
internal sealed class AccountFitness : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(5);

    // What was found out holds for three looks: an examiner that hangs or breaks must not leave its last good word
    // standing for ever.
    private static readonly TimeSpan HoldsFor = 3 * LookEvery;

    // Machine's clock and machine's counter of time must go on together: a clock that was set since makes every stamp
    // and every expiry wrong by as much.
    private static readonly TimeSpan MostDrift = TimeSpan.FromSeconds(1);

    private readonly IAccountExaminer examiner;
    private readonly TimeProvider machine;
    private readonly CancellationTokenSource ends = new();
    private volatile Finding found =
        new(new Reason("not-examined", "the exchange's clock and the key were not looked at yet"), default, 0);

    /// <summary>Nothing is known yet, so nothing may leave.</summary>
    public AccountFitness(IAccountExaminer examiner, TimeProvider machine)
    {
        this.examiner = examiner;
        this.machine = machine;
    }

    /// <summary>What stands against orders now; <see langword="null"/> where nothing does.</summary>
    public Reason? Objection
    {
        get
        {
            Finding last = found;
            return last.Why ?? SetSince(last) ?? TooOld(last);
        }
    }

    /// <summary>Looks once, and again until it is disposed.</summary>
    /// <returns>The key's faults where it must not be used at all.</returns>
    public async Task<ConnectionOpening.Refused?> BeginAsync(CancellationToken cancellation)
    {
        Examined first = await ExamineAsync(cancellation);
        if (first.Danger is null)
        {
            _ = GoOnAsync(ends.Token);
        }

        return first.Danger;
    }

    /// <inheritdoc/>
    public void Dispose() => ends.Cancel();

    private async Task GoOnAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            TimeSpan pause = Objection is null ? LookEvery : RetryAfter;
            await Task.Delay(pause, machine, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!cancellation.IsCancellationRequested)
            {
                await ExamineAsync(cancellation);
            }
        }
    }

    private async Task<Examined> ExamineAsync(CancellationToken cancellation)
    {
        Reason? clock = await examiner.FindClockFaultAsync(cancellation);
        Examined key = examiner.AsksKey
            ? KeyFault(await examiner.ReadKeyAsync(cancellation))
            : new Examined(null, null);
        found = new Finding(key.Danger?.Why ?? clock ?? key.Fault, machine.GetUtcNow(), machine.GetTimestamp());
        return key;
    }

    private Examined KeyFault(Reading<KeyVerdict> read) => read switch
    {
        Reading<KeyVerdict>.Known { Value: var key } => new Examined(
            KeyAcceptance.Danger(examiner.Connection, key),
            KeyAcceptance.Faults(examiner.Connection, key) is [{ } fault, ..] ? fault : null),
        Reading<KeyVerdict>.Failed { Error: var error } => new Examined(null, new Reason(
            "key-not-read", $"what the key may do could not be read: {error.Code} {error.Message}")),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Reason? SetSince(Finding finding)
    {
        TimeSpan shown = machine.GetUtcNow() - finding.At;
        return (shown - machine.GetElapsedTime(finding.Stamp)).Duration() > MostDrift
            ? new Reason("clock-set", "the machine's clock was set since it was held against the exchange's")
            : null;
    }

    private Reason? TooOld(Finding finding)
    {
        TimeSpan age = machine.GetElapsedTime(finding.Stamp);
        return age <= HoldsFor ? null : new Reason("examined-long-ago", string.Create(
            CultureInfo.InvariantCulture,
            $"the exchange's clock and the key were looked at {age.TotalMinutes:0} minutes ago and not since, "
            + $"which should happen every {LookEvery.TotalMinutes:0}"));
    }

    private sealed record Finding(Reason? Why, DateTimeOffset At, long Stamp);

    private readonly record struct Examined(ConnectionOpening.Refused? Danger, Reason? Fault);
}
