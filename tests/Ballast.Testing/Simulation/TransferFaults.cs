namespace Ballast.Testing.Simulation;

/// <summary>How often a scripted way between venues misbehaves, in parts of a thousand calls.</summary>
public sealed record TransferFaults
{
    /// <summary>It does what it should.</summary>
    public static TransferFaults None { get; } = new();

    /// <summary>It does everything wrong.</summary>
    public static TransferFaults All { get; } = new()
    {
        RequestLost = 150,
        AnswerLost = 200,
        Delayed = 150,
        Refused = 60,
        ReadFails = 100,
        Blind = 250,
        Returned = 150,
    };

    /// <summary>The request never arrives.</summary>
    public int RequestLost { get; init; }

    /// <summary>It is sent and the answer is lost.</summary>
    public int AnswerLost { get; init; }

    /// <summary>The request arrives 3 or 120 seconds later, if it has not expired by then.</summary>
    public int Delayed { get; init; }

    /// <summary>It is refused.</summary>
    public int Refused { get; init; }

    /// <summary>A question gets no answer.</summary>
    public int ReadFails { get; init; }

    /// <summary>A transfer cannot be looked up for up to a quarter of an hour.</summary>
    public int Blind { get; init; }

    /// <summary>It takes ten hours more than it should.</summary>
    public int Stuck { get; init; }

    /// <summary>It fails and comes back.</summary>
    public int Returned { get; init; }
}
