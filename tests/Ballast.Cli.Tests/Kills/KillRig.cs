using System.Net.Http.Json;
using Ballast.Core.Orders;
using Ballast.Engine.Ledger;
using Ballast.Server.Installations;

namespace Ballast.Cli.Tests.Kills;

/// <summary>
/// An exchange in a process of its own, servers that are started against it one after the other on one directory, and
/// the journal that they write.
/// </summary>
internal sealed class KillRig : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly ScratchDirectory scratch = new();
    private readonly string data;
    private readonly decimal turnoverCap;
    private JournalAudit? audit;

    /// <summary>Starts the exchange.</summary>
    /// <param name="seed">Of its market and its faults.</param>
    /// <param name="clock">How its time runs.</param>
    /// <param name="turnoverCap">What every policy served here caps a day's turnover at.</param>
    public KillRig(int seed, VenueTime clock, decimal turnoverCap)
    {
        this.turnoverCap = turnoverCap;
        Random = new Random(seed);
        data = Path.Combine(scratch.Path, "ballast");
        Paper = RunningExchange.Start(Path.Combine(scratch.Path, "paper"), seed, clock);
    }

    /// <summary>The exchange.</summary>
    public RunningExchange Paper { get; }

    /// <summary>Chooses the moments of kills.</summary>
    public Random Random { get; }

    /// <summary>The journal as it was found.</summary>
    public JournalAudit Audit => audit ??= new JournalAudit(data, turnoverCap);

    /// <summary>The journal as it is now.</summary>
    public JournalAudit CaughtUp()
    {
        Audit.CatchUp();
        return Audit;
    }

    /// <summary>Whether there is a journal: the address is written once it has its first portfolio.</summary>
    public bool HasJournal() => audit is not null || ServerAddressFile.ReadFrom(data) is not null;

    /// <summary>A life of the server under a policy.</summary>
    public RunningBallast Serve(string policy) => RunningBallast.Start(
        "serve", "--no-live", "--port", "0", "--data", data, "--policy", scratch.Write("policy.jsonc", policy),
        "--venue", $"{Paper.Address}");

    /// <summary>Says something to the server that is running.</summary>
    public async Task PostAsync(string what, object word, CancellationToken cancellation)
    {
        using HttpClient http = new() { BaseAddress = ServerAddressFile.ReadFrom(data)!.Url };
        using HttpResponseMessage answer = await http.PostAsJsonAsync($"api/v1/{what}", word, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What must hold at any moment.</summary>
    public async Task CheckAlwaysAsync()
    {
        StoredRecord record = await Paper.RecordAsync();
        if (HasJournal())
        {
            VenueAudit.CheckAlways(CaughtUp(), record.Exchange);
            record.Rules.Check(Audit.Require, record.Exchange);
        }
    }

    /// <summary>Halts a server of this policy, lets it settle, and holds everything against everything.</summary>
    public async Task EndInPeaceAsync(string policy, CancellationToken cancellation)
    {
        int recoveries = CaughtUp().Recoveries;
        using RunningBallast server = Serve(policy);
        await UntilAsync(server, () => CaughtUp().Recoveries > recoveries, cancellation);
        await PostAsync("halt", new { reason = "the campaign is over" }, cancellation);
        await UntilAsync(
            server,
            () => CaughtUp().Book.LiveOrders.All(order => order.Order.State is OrderState.Quarantined),
            cancellation);
        foreach (OrderRecord stuck in Audit.Book.LiveOrders)
        {
            // A person looks where nothing proved an order's end; whatever it traded has to be booked all the same.
            await PostAsync(
                "resolutions",
                new { kind = "order", order = $"{stuck.Order.Ticket.Id}", actor = "ann", reason = "it is over" },
                cancellation);
        }

        int trades = (await Paper.RecordAsync()).Exchange.Trades.Length;
        await UntilAsync(
            server,
            () => !CaughtUp().Book.LiveOrders.Any() && Audit.Booked.Count >= trades,
            cancellation);
        server.Kill();
        await CheckAlwaysAsync();
        VenueAudit.CheckAtRest(CaughtUp(), (await Paper.RecordAsync()).Exchange);
        Audit.CheckReplay();
    }

    /// <summary>Waits for something, in real time.</summary>
    public async Task UntilAsync(RunningBallast server, Func<bool> isSo, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        while (!isSo())
        {
            if (server.HasEnded)
            {
                throw new InvalidOperationException($"the server ended by itself: {server.Errors}");
            }

            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"it did not come to it; {Stand}\nthe server said: {server.Said}");
            }

            await Task.Delay(Glance, cancellation); // another process has no clock to move
        }
    }

    // What the journal says of a portfolio that does not come to what is waited for.
    private string Stand => audit is not { State.Portfolios.IsEmpty: false } found ? "no journal was read"
        : $"halted: {found.Book.Halt?.Why}; breaker: {found.Book.Breaker}; caps: {found.Book.Caps}; "
            + $"empty runs: {found.Book.Empty}; open orders: "
            + string.Join(", ", found.Book.LiveOrders.Select(order => $"{order.Order.Ticket.Id} {order.Order.State}"));

    /// <inheritdoc/>
    public void Dispose()
    {
        Paper.Dispose();
        scratch.Dispose();
    }
}
