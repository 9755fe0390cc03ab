namespace Ballast.PaperExchange.Orders;

/// <summary>The exchange's answer to a replacement. Closed: <see cref="Refused"/> or <see cref="Tried"/>.</summary>
public abstract record ReplaceAnswer
{
    private ReplaceAnswer()
    {
    }

    /// <summary>No effect: the new order is outside its window, or a filter refuses it.</summary>
    public sealed record Refused(Refusal Why) : ReplaceAnswer;

    /// <summary>What became of both.</summary>
    /// <param name="Ended">Of the cancel.</param>
    /// <param name="Placed">Of the new order; <see langword="null"/> where it was not attempted.</param>
    public sealed record Tried(OrderAnswer Ended, OrderAnswer? Placed) : ReplaceAnswer;
}
