namespace Ballast.PaperExchange.Faults;

/// <summary>One thing that goes wrong, how often, and for how long.</summary>
public sealed record FaultRule
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>How likely each request it applies to is hit, 0 to 1; drawn from the exchange's seed.</summary>
    public double Probability { get; init; } = 1.0;

    /// <summary>How many hits it has left; states (prices, clocks, blindness, pieces, fee asset) use none up;
    /// <see langword="null"/> goes on until it is cleared.</summary>
    public int? Times { get; init; }

    /// <summary>To which requests it applies, for faults of the transport and of throttling.</summary>
    public RequestScope On { get; init; } = RequestScope.Orders;

    /// <summary>A delay, an age, a blindness, a clock's offset, a Retry-After: seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>
    /// A number: pieces of a fill, the code of a refusal, the factor of a price, parts per million of a drift.
    /// </summary>
    public decimal Number { get; init; }

    /// <summary>
    /// A text: the message of a refusal, the asset of a fee, the only market a price fault or the only
    /// stream a stream fault applies to (<c>btcusdc@depth</c>, <c>userData</c>; empty: all).
    /// </summary>
    public string Text { get; init; } = "";
}

/// <summary>Which requests a fault applies to.</summary>
public enum RequestScope
{
    /// <summary>New orders.</summary>
    Orders = 0,

    /// <summary>Cancels.</summary>
    Cancels = 1,

    /// <summary>Everything that changes nothing.</summary>
    Reads = 2,

    /// <summary>Every request.</summary>
    All = 3,

    /// <summary>Transfers between customers.</summary>
    Transfers = 4,
}
