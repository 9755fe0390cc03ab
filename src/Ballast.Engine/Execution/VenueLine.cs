using System.Globalization;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Execution;

/// <summary>
/// The line to one account at one venue: every read has a time limit, and after the venue has asked for patience no
/// request leaves before the time it named.
/// </summary>
internal sealed class VenueLine : IDisposable
{
    /// <summary>The code of a request that did not leave because the venue has asked for patience.</summary>
    public const string NotAsked = "retry-after";

    private readonly EngineSettings settings;
    private readonly TimeProvider time;
    private long heard;
    private TradesLook nextLook = new();

    public VenueLine(AccountId account, EngineSettings settings, TimeProvider time)
    {
        Account = account;
        this.settings = settings;
        this.time = time;
    }

    public AccountId Account { get; }

    public required AccountPorts Ports { get; init; }

    /// <summary>
    /// Shared by all accounts at the venue: they ask from one address, and a venue that is asked before its time bans
    /// that address.
    /// </summary>
    public required Patience Patience { get; init; }

    /// <summary>Levels of a book to read.</summary>
    public int BookLevels => settings.BookLevels;

    /// <summary>One reader of trades at a time, so that the watermark never moves back.</summary>
    public SemaphoreSlim TradesTurn { get; } = new(1, 1);

    /// <summary>The look at trades in which whoever asks now takes part.</summary>
    public TradesLook NextLook => Volatile.Read(ref nextLook);

    /// <summary>One movement in flight at a venue whose requests do not expire.</summary>
    public SemaphoreSlim MovementTurn { get; } = new(1, 1);

    /// <summary>The gateway of an account that takes orders.</summary>
    public IOrderGateway Gateway => Ports.Orders ?? throw new InvalidOperationException($"{Account} takes no orders");

    /// <summary>Whether the venue has asked for patience and the time it named is not over.</summary>
    public bool IsQuiet => Patience.IsAsked;

    /// <summary>For how long the venue is not to be asked.</summary>
    public TimeSpan QuietFor => Patience.Left;

    /// <summary>That the venue has asked for patience, and for how much more of it.</summary>
    public string QuietSentence =>
        string.Create(
            CultureInfo.InvariantCulture, $"{Account} asked for patience for another {QuietFor.TotalSeconds:0.#} s");

    /// <summary>How its requests have fared lately.</summary>
    public HealthGauge Health { get; } = new();

    /// <summary>How long an end is waited for: longer where the venue answers seldom, so that each look at each of
    /// several orders waits for the others.</summary>
    public Duration PatienceOf(Duration usual) => Ports.Orders?.Capabilities.ReadLimit is { } limit
        ? usual + (10 * Duration.FromTimeSpan(limit))
        : usual;

    private TimeSpan ReadLimit
    {
        get
        {
            TimeSpan usual = settings.ReadTimeout.ToTimeSpan();
            return Ports.Orders?.Capabilities.ReadLimit is { } own && own > usual ? own : usual;
        }
    }

    /// <summary>Asks; a slow venue's answer counts as none.</summary>
    public async Task<Reading<T>> AskAsync<T>(
        Func<CancellationToken, Task<Reading<T>>> ask, CancellationToken cancellation)
    {
        long began = time.GetTimestamp();
        Reading<T> answer = await AskAsideAsync(ask, cancellation);
        Note((answer as Reading<T>.Failed)?.Error, time.GetElapsedTime(began));
        return answer;
    }

    /// <summary>Asks for what may be answered from memory, such as the markets: only a failure says something of the
    /// venue's health.</summary>
    public async Task<Reading<T>> AskRememberedAsync<T>(
        Func<CancellationToken, Task<Reading<T>>> ask, CancellationToken cancellation)
    {
        long began = time.GetTimestamp();
        Reading<T> answer = await AskAsideAsync(ask, cancellation);
        if (answer is Reading<T>.Failed failed)
        {
            Note(failed.Error, time.GetElapsedTime(began));
        }

        return answer;
    }

    /// <summary>Asks for what the venue need not have, such as a book: whether it answers says nothing of its
    /// health.</summary>
    public async Task<Reading<T>> AskAsideAsync<T>(
        Func<CancellationToken, Task<Reading<T>>> ask, CancellationToken cancellation)
    {
        if (IsQuiet)
        {
            return new Reading<T>.Failed(new VenueError(
                VenueErrorKind.RateLimited, NotAsked, QuietSentence));
        }

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            Reading<T> answer = await ask(limit.Token).WaitAsync(ReadLimit, time, cancellation);
            if (answer is Reading<T>.Failed failed)
            {
                Patience.Heed(failed.Error);
            }

            return answer;
        }
        catch (Exception silent) when (silent is TimeoutException
            || (silent is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // A transport that gives up by itself says so by cancelling; that too is no answer. Not CancelAsync: its
            // callbacks run on another thread, and the same seed must give the same order of events.
            limit.Cancel();
            return new Reading<T>.Failed(
                new VenueError(VenueErrorKind.Unavailable, "timeout", $"{Account} did not answer"));
        }
    }

    /// <summary>Reads balances; an account that does not answer is unreadable, not empty.</summary>
    public async Task<AccountReading> ReadBalancesAsync(CancellationToken cancellation)
    {
        long began = time.GetTimestamp();
        Reading<AccountReading> answer = await AskAsideAsync(
            async stop => (Reading<AccountReading>)new Reading<AccountReading>.Known(
                await Ports.Balances.ReadBalancesAsync(Account, stop)), cancellation);
        VenueError? error = answer switch
        {
            Reading<AccountReading>.Failed failed => failed.Error,
            Reading<AccountReading>.Known { Value: AccountReading.Unreadable { Why: var why } } =>
                new VenueError(VenueErrorKind.Unavailable, why.Code, why.Sentence),
            Reading<AccountReading>.Known => null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (error is not { Code: "rate-limited" })
        {
            Note(error, time.GetElapsedTime(began));
        }

        return answer is Reading<AccountReading>.Known known
            ? known.Value
            : new AccountReading.Unreadable(Account, new Core.Reason(
                "account-unreadable",
                    $"{Account} did not answer: {((Reading<AccountReading>.Failed)answer).Error.Message}"));
    }

    /// <summary>Whoever asks from now on takes part in a later look.</summary>
    /// <param name="look">The look that begins, or began before.</param>
    public void BeginLook(TradesLook look) => Interlocked.CompareExchange(ref nextLook, new TradesLook(), look);

    /// <summary>Waits; news of the account end the wait early.</summary>
    public async Task PauseAsync(TimeSpan pause, CancellationToken cancellation)
    {
        if (Ports.News is not { } news)
        {
            await Task.Delay(pause, time, cancellation);
            return;
        }

        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<long> told = news.AfterAsync(heard, either.Token);
        if (await Task.WhenAny(told, Task.Delay(pause, time, either.Token)) == told && told.IsCompletedSuccessfully)
        {
            heard = await told;
        }

        // Not CancelAsync: its callbacks run on another thread, and the same seed must give the same order of events.
        either.Cancel();
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Sends once. Whatever goes wrong after the bytes may have left is an unknown outcome.</summary>
    public Task<SendOutcome> SendAsync(PreparedRequest request) => Sending.OnceAsync<SendOutcome>(
        async () =>
        {
            long began = time.GetTimestamp();
            SendOutcome outcome = await Gateway.SendAsync(request, CancellationToken.None)
                .WaitAsync(settings.SendTimeout.ToTimeSpan(), time);
            Note((outcome as SendOutcome.Unknown)?.Error, time.GetElapsedTime(began));
            VenueError? error = outcome switch
            {
                SendOutcome.Rejected rejected => rejected.Error,
                SendOutcome.Unknown unknown => unknown.Error,
                SendOutcome.Accepted => null,
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            if (error is not null)
            {
                Patience.Heed(error);
            }

            return outcome;
        },
        lost =>
        {
            Note(lost, TimeSpan.Zero);
            return new SendOutcome.Unknown(lost);
        });

    // Half of what a read may take is slow.
    private void Note(VenueError? error, TimeSpan took) => Health.Note(error, took, ReadLimit / 2);

    public void Dispose()
    {
        TradesTurn.Dispose();
        MovementTurn.Dispose();
    }
}
