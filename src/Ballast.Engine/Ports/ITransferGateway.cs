using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Planning.Transfers;
using Ballast.Engine.Transfers;

namespace Ballast.Engine.Ports;

/// <summary>
/// Moves assets between accounts so that none can be moved twice: preparing and sending are two calls, and between them
/// the request is put on stable storage. Nothing here retries.
/// </summary>
public interface ITransferGateway
{
    /// <summary>How long after it was prepared a request is still accepted.</summary>
    TimeSpan RequestExpiry { get; }

    /// <summary>The routes that are open now, with the fees of this moment.</summary>
    Task<Reading<ImmutableArray<TransferRoute>>> QuoteRoutesAsync(CancellationToken cancellation);

    /// <summary>Writes the request that would send a transfer; nothing leaves.</summary>
    Task<Reading<PreparedRequest>> PrepareAsync(TransferTicket ticket, CancellationToken cancellation);

    /// <summary>Sends exactly this request, once.</summary>
    Task<TransferOutcome> SendAsync(PreparedRequest request, CancellationToken cancellation);

    /// <summary>Asks for the record of a transfer by its client id.</summary>
    Task<Reading<TransferLookup>> LookUpAsync(TransferTicket ticket, CancellationToken cancellation);
}

/// <summary>
/// The answer to sending. Closed: <see cref="Accepted"/>, <see cref="Refused"/>, <see cref="Unknown"/>.
/// </summary>
public abstract record TransferOutcome
{
    /// <summary>The amount has left the source and is on its way.</summary>
    public sealed record Accepted : TransferOutcome;

    /// <summary>Definitively not sent.</summary>
    public sealed record Refused(VenueError Error) : TransferOutcome;

    /// <summary>It may or may not have been sent.</summary>
    public sealed record Unknown(VenueError Error) : TransferOutcome;
}

/// <summary>
/// What the record of a transfer says; a lookup that failed says nothing. Closed: <see cref="Pending"/>,
/// <see cref="Arrived"/>, <see cref="Returned"/>, <see cref="NeverSeen"/>.
/// </summary>
public abstract record TransferLookup
{
    /// <summary>It has left the source and not arrived.</summary>
    public sealed record Pending : TransferLookup;

    /// <summary>It has arrived.</summary>
    /// <param name="Amount">What was credited.</param>
    public sealed record Arrived(Quantity Amount) : TransferLookup;

    /// <summary>It failed, and what is left of it is back at the source.</summary>
    /// <param name="Amount">What was credited there.</param>
    public sealed record Returned(Quantity Amount) : TransferLookup;

    /// <summary>Nobody knows it: evidence, not proof.</summary>
    public sealed record NeverSeen : TransferLookup;
}
