using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Planning.Transfers;
using Ballast.Engine.Ports;
using Ballast.Engine.Transfers;

namespace Ballast.Testing.Simulation;

/// <summary>The scripted way between venues as one life of the process reaches it.</summary>
public sealed class ScriptedTransferPorts : ITransferGateway
{
    private readonly ScriptedTransfers way;
    private readonly SimulatedLife life;
    private readonly ManualClock clock;

    /// <summary>The way as a life reaches it.</summary>
    public ScriptedTransferPorts(ScriptedTransfers way, SimulatedLife life, ManualClock clock)
    {
        this.way = way;
        this.life = life;
        this.clock = clock;
    }

    /// <summary>Asked with every transfer that leaves, before it has an effect.</summary>
    public Action<PreparedRequest>? Leaving { get; init; }

    /// <inheritdoc/>
    public TimeSpan RequestExpiry => TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<TransferRoute>>> QuoteRoutesAsync(CancellationToken cancellation) =>
        ReadAsync<ImmutableArray<TransferRoute>>(() => [way.Route]);

    /// <inheritdoc/>
    public Task<Reading<PreparedRequest>> PrepareAsync(TransferTicket ticket, CancellationToken cancellation) =>
        Task.FromResult<Reading<PreparedRequest>>(new Reading<PreparedRequest>.Known(new PreparedRequest(
            ticket.From,
            "POST",
            "/transfer",
            $"{ticket.Id}|{CanonicalDecimal.Format(ticket.Units.Value)}",
            ticket.RequestExpiresAt)));

    /// <inheritdoc/>
    public async Task<TransferOutcome> SendAsync(PreparedRequest request, CancellationToken cancellation)
    {
        if (!await TravelAsync())
        {
            return await SimulatedLife.Never<TransferOutcome>();
        }

        Leaving?.Invoke(request);
        TransferOutcome outcome = Receive(request);
        return life.Step() ? outcome : await SimulatedLife.Never<TransferOutcome>();
    }

    /// <inheritdoc/>
    public Task<Reading<TransferLookup>> LookUpAsync(TransferTicket ticket, CancellationToken cancellation) =>
        ReadAsync<TransferLookup>(() =>
            !way.Sent.TryGetValue(ticket.Id.ToString(), out ScriptedTransfer? sent)
            || sent.VisibleFrom > clock.GetUtcNow() ? new TransferLookup.NeverSeen()
            : sent.State switch
            {
                ScriptedTransferState.Underway => new TransferLookup.Pending(),
                ScriptedTransferState.Arrived => new TransferLookup.Arrived(new Quantity(sent.Credited)),
                ScriptedTransferState.Returned => new TransferLookup.Returned(new Quantity(sent.Credited)),
                _ => throw new System.Diagnostics.UnreachableException(),
            });

    private TransferOutcome Receive(PreparedRequest request)
    {
        if (way.Draw(way.Faults.RequestLost))
        {
            return Unknown("timeout");
        }

        if (way.Draw(way.Faults.Delayed))
        {
            way.Delay(request);
            return Unknown("timeout");
        }

        if (way.Draw(way.Faults.Refused))
        {
            return new TransferOutcome.Refused(new VenueError(VenueErrorKind.Rejected, "closed", "withdrawals closed"));
        }

        string? refusal = way.Arrive(request, clock.GetUtcNow());
        return refusal is not null
            ? new TransferOutcome.Refused(new VenueError(VenueErrorKind.Rejected, refusal, "refused"))
            : way.Draw(way.Faults.AnswerLost) ? Unknown("http-503") : new TransferOutcome.Accepted();
    }

    private async Task<Reading<T>> ReadAsync<T>(Func<T> answer)
    {
        if (!await TravelAsync())
        {
            return await SimulatedLife.Never<Reading<T>>();
        }

        Reading<T> told = way.Draw(way.Faults.ReadFails)
            ? new Reading<T>.Failed(new VenueError(VenueErrorKind.Unavailable, "http-502", "bad gateway"))
            : new Reading<T>.Known(answer());
        return life.IsDead ? await SimulatedLife.Never<Reading<T>>() : told;
    }

    private async Task<bool> TravelAsync()
    {
        if (!life.Step())
        {
            return false;
        }

        await Task.Delay(TimeSpan.FromMilliseconds(20), clock);
        way.CatchUp();
        return !life.IsDead;
    }

    private static TransferOutcome.Unknown Unknown(string code) =>
        new(new VenueError(VenueErrorKind.OutcomeUnknown, code, "no readable answer"));
}
