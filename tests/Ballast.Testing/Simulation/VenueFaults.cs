namespace Ballast.Testing.Simulation;

/// <summary>How often a scripted venue misbehaves, in parts of a thousand calls.</summary>
public sealed record VenueFaults
{
    /// <summary>A venue that does what it should.</summary>
    public static VenueFaults None { get; } = new();

    /// <summary>A venue that does everything wrong that venues do.</summary>
    public static VenueFaults All { get; } = new()
    {
        RequestLost = 60,
        AnswerLost = 120,
        Delayed = 60,
        Rejected = 40,
        RateLimited = 30,
        ReadFails = 80,
        Blind = 150,
        Stale = 150,
        OwnerMoves = 10,
        TradesRepeat = 100,
        TradesInParts = 300,
        AnswerLate = 30,
    };

    /// <summary>The order never arrives.</summary>
    public int RequestLost { get; init; }

    /// <summary>The order is executed and the answer is lost.</summary>
    public int AnswerLost { get; init; }

    /// <summary>The order arrives 3, 60 or 600 seconds later.</summary>
    public int Delayed { get; init; }

    /// <summary>The order is refused.</summary>
    public int Rejected { get; init; }

    /// <summary>The venue asks for patience.</summary>
    public int RateLimited { get; init; }

    /// <summary>A read gets no answer.</summary>
    public int ReadFails { get; init; }

    /// <summary>The order cannot be looked up for a second or for half an hour.</summary>
    public int Blind { get; init; }

    /// <summary>Balances lag by up to the settle time.</summary>
    public int Stale { get; init; }

    /// <summary>The owner deposits or withdraws.</summary>
    public int OwnerMoves { get; init; }

    /// <summary>Trades are told again, out of order.</summary>
    public int TradesRepeat { get; init; }

    /// <summary>Trades are told one at a time, and that there are more.</summary>
    public int TradesInParts { get; init; }

    /// <summary>
    /// The answer comes up to 40 seconds later, after answers to later questions and after patience is over.
    /// </summary>
    public int AnswerLate { get; init; }

    /// <summary>
    /// The transport delivers an order twice, at once or a little later. Only for venues whose ids are unique for ever
    /// does it leave the promises standing.
    /// </summary>
    public int Duplicated { get; init; }
}
