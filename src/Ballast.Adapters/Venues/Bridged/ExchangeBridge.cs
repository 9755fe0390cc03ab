using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Nodes;
using Ballast.Adapters.Secrets;
using Ballast.Engine.Ports;
using Microsoft.Extensions.Logging;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>
/// The line to exchanges through ccxt: one process of Node for all accounts, started with the first call and again
/// after it has died, with growing pauses while it dies young. A call that was in flight when it died is never made
/// again here. Safe from any thread.
/// </summary>
public sealed class ExchangeBridge : IDisposable
{
    private readonly BridgeProgram program;
    private readonly BridgeSurroundings surroundings;
    private readonly Lock gate = new();
    private BridgeChild? child;
    private int shortLives;
    private long notBefore;
    private bool isClosed;
    private int shares;

    /// <summary>A line that nothing has been asked on yet.</summary>
    /// <param name="program">What is started.</param>
    /// <param name="limits">How patient one is with it.</param>
    /// <param name="machine">The machine's clock.</param>
    /// <param name="log">Hears of its lives and what it says beside its answers, without secrets.</param>
    public ExchangeBridge(BridgeProgram program, BridgeLimits limits, TimeProvider machine, ILogger log)
    {
        this.program = program;
        surroundings = new BridgeSurroundings(limits, machine, new SecretScreen(), log);
        Holds = new VenueHolds(machine);
        notBefore = machine.GetTimestamp();
    }

    /// <summary>The line of an installation; <see langword="null"/> where no bridge is installed with it.</summary>
    /// <param name="from">Where the program is.</param>
    /// <param name="machine">The machine's clock.</param>
    /// <param name="log">Hears of its lives and what it says beside its answers, without secrets.</param>
    public static ExchangeBridge? Of(string from, TimeProvider machine, ILogger log) =>
        BridgeProgram.Find(from) is { } program
            ? new ExchangeBridge(program, new BridgeLimits(), machine, log)
            : null;

    /// <summary>The number of the process that answers now; <see langword="null"/> where none does.</summary>
    public int? ProcessNumber
    {
        get
        {
            lock (gate)
            {
                return child is { Ending: null } ? child.Number : null;
            }
        }
    }

    /// <summary>Keeps the process until the share is disposed; with the last of them it ends.</summary>
    public IDisposable Share()
    {
        Interlocked.Increment(ref shares);
        return new Part(this);
    }

    /// <summary>A secret that must not appear in what the bridge says.</summary>
    internal void Hide(Secret secret) => surroundings.Screen.Add(secret);

    /// <summary>The wishes to wait of exchanges, for accounts of no installation.</summary>
    internal VenueHolds Holds { get; }

    /// <summary>Calls once, without a session.</summary>
    internal Task<BridgeAnswer> CallAsync(string method, CancellationToken cancellation) =>
        CallAsync((living, stop) => living.CallAsync(method, null, stop), cancellation);

    /// <summary>Opens a session, unless the process knows it already.</summary>
    internal Task<BridgeAnswer> OpenAsync(BridgeSession session, CancellationToken cancellation) =>
        CallAsync((living, stop) => living.OpenAsync(session.Name, session.Opening(), stop), cancellation);

    /// <summary>What the bridge's table says of every exchange, in its order.</summary>
    public async Task<Reading<ImmutableArray<ExchangeRow>>> ReadTableAsync(CancellationToken cancellation)
    {
        BridgeAnswer answer = await CallAsync("exchanges", cancellation);
        return answer is BridgeAnswer.Done done
            ? new Reading<ImmutableArray<ExchangeRow>>.Known([.. done.Result.EnumerateArray().Select(ExchangeRow.Read)])
            : new Reading<ImmutableArray<ExchangeRow>>.Failed(BridgeErrors.ForRead(BridgeErrors.Of(answer)));
    }

    /// <summary>Calls once, in a session that is opened first where the process does not know it yet.</summary>
    internal Task<BridgeAnswer> CallAsync(
        BridgeSession session, string method, JsonObject parameters, CancellationToken cancellation) =>
        CallAsync(
            async (living, stop) =>
            {
                BridgeAnswer opening = await living.OpenAsync(session.Name, session.Opening(), stop);
                return opening is BridgeAnswer.Done
                    ? await living.CallAsync(method, session.With(parameters), stop)
                    : new BridgeAnswer.NotSent(BridgeErrors.NotOpened(opening));
            },
            cancellation);

    /// <summary>Ends the process for good.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            End();
        }
    }

    private void End()
    {
        lock (gate)
        {
            child?.Dispose();
            child = null;
        }
    }

    private async Task<BridgeAnswer> CallAsync(
        Func<BridgeChild, CancellationToken, Task<BridgeAnswer>> call, CancellationToken cancellation)
    {
        if (Living(out VenueError? why) is not { } living)
        {
            return new BridgeAnswer.NotSent(why!);
        }

        BridgeAnswer answer = await call(living, cancellation);
        if (answer is BridgeAnswer.Lost { Code: "timeout" } && !cancellation.IsCancellationRequested)
        {
            await living.CheckAsync();
        }

        return answer;
    }

    private BridgeChild? Living(out VenueError? why)
    {
        lock (gate)
        {
            if (child is { Ending: not null })
            {
                Bury(child);
            }

            why = child is null ? Obstacle() : null;
            return why is null ? child ??= Start(out why) : null;
        }
    }

    private VenueError? Obstacle()
    {
        TimeSpan left = surroundings.Machine.GetElapsedTime(surroundings.Machine.GetTimestamp(), notBefore);
        return isClosed ? Down("it was closed")
            : left > TimeSpan.Zero
                ? Down(string.Create(
                    CultureInfo.InvariantCulture, $"it is started again in {left.TotalSeconds:0.0} s"))
                : null;
    }

    private BridgeChild? Start(out VenueError? why)
    {
        why = null;
        try
        {
            return BridgeChild.Start(program, surroundings);
        }
        catch (Exception absent) when (absent is Win32Exception or FileNotFoundException)
        {
            BridgeLog.NotStarted(surroundings.Log, absent.Message);
            RestSince(surroundings.Machine.GetTimestamp());
            why = Down($"{program.Executable} cannot be started ({absent.Message.TrimEnd('.')})");
            return null;
        }
    }

    private void Bury(BridgeChild dead)
    {
        TimeSpan life = surroundings.Machine.GetElapsedTime(dead.BornAt, dead.EndedAt);
        shortLives = life >= surroundings.Limits.WholeLife ? 0 : shortLives;
        dead.Dispose();
        child = null;
        RestSince(dead.EndedAt);
    }

    // The pause doubles with every short life in a row.
    private void RestSince(long end)
    {
        BridgeLimits limits = surroundings.Limits;
        double factor = Math.Pow(2d, Math.Min(shortLives++, 30));
        double pause = Math.Min(limits.FirstPause.TotalSeconds * factor, limits.LongestPause.TotalSeconds);
        notBefore = end + (long)(pause * surroundings.Machine.TimestampFrequency);
    }

    private static VenueError Down(string what) =>
        new(VenueErrorKind.Unavailable, "bridge-down", $"the bridge to exchanges is not there: {what}");

    private sealed class Part(ExchangeBridge whole) : IDisposable
    {
        private int isGiven;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isGiven, 1) == 0 && Interlocked.Decrement(ref whole.shares) == 0)
            {
                whole.End();
            }
        }
    }
}
