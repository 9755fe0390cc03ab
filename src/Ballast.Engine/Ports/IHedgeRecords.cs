using Ballast.Engine.Hedging;

namespace Ballast.Engine.Ports;

/// <summary>Finds an order of a hedge by its own name at a venue that knows such names.</summary>
public interface IHedgeRecords
{
    /// <summary>How long after it was written a request may ask to stay valid.</summary>
    TimeSpan RequestExpiry { get; }

    /// <summary>Asks for the venue's record of an order.</summary>
    Task<Reading<HedgeLookup>> LookUpAsync(HedgeTicket ticket, CancellationToken cancellation);
}

/// <summary>
/// What the record says. Closed: <see cref="Filled"/>, <see cref="Unfilled"/>, <see cref="Standing"/>,
/// <see cref="NotFound"/>.
/// </summary>
public abstract record HedgeLookup
{
    /// <summary>It has ended, and was executed so far.</summary>
    public sealed record Filled(HedgeFill Fill) : HedgeLookup;

    /// <summary>It has ended, and nothing of it was executed.</summary>
    public sealed record Unfilled : HedgeLookup;

    /// <summary>It has not ended.</summary>
    public sealed record Standing : HedgeLookup;

    /// <summary>The venue says that it does not know it: evidence, not proof.</summary>
    public sealed record NotFound : HedgeLookup;
}
