namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>How far an exchange's clock is from the machine's.</summary>
/// <param name="Ahead">By how much the exchange is ahead; negative where it is behind.</param>
/// <param name="Uncertainty">How far that may be from the truth: half the time the question took.</param>
public sealed record ClockOffset(TimeSpan Ahead, TimeSpan Uncertainty)
{
    /// <summary>
    /// The farthest that orders are sent at. An exchange refuses a stamp that is a second ahead of it; and one that is
    /// behind takes a request for longer than was thought, which the proof that an order is absent allows ten seconds
    /// for.
    /// </summary>
    public static TimeSpan Farthest { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether orders must not be sent.</summary>
    public bool IsTooFar => Ahead.Duration() > Farthest || Uncertainty > Farthest;

    /// <summary>The numbers, for people.</summary>
    public string Sentence => $"the exchange's clock is {ClockDistance.Of(Ahead)} {Way} this machine's, give or take "
        + ClockDistance.Of(Uncertainty);

    private string Way => Ahead < TimeSpan.Zero ? "behind" : "ahead of";
}
