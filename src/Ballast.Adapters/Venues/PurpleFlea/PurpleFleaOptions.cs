using Ballast.Adapters.Secrets;
using Ballast.Core.Portfolios;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>How one agent's services are reached.</summary>
public sealed record PurpleFleaOptions
{
    /// <summary>The owner's name of the account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Where the API begins, with a slash at the end, such as <c>https://host/api/v1/</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>The agent.</summary>
    public required string Agent { get; init; }

    /// <summary>Its bearer key; added while sending and never stored.</summary>
    public required Secret Key { get; init; }

    /// <summary>The venue's name in prices, capabilities and reports.</summary>
    public string Venue { get; init; } = "purpleflea";

    /// <summary>How long after a movement balances may still lag.</summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How far the venue's clock and ours may differ: so near to midnight UTC nobody knows which day its
    /// newest return is of.</summary>
    public TimeSpan DayMargin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an answer is waited for, in the machine's time.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Until when venues want to be left alone; <see langword="null"/> where only this account
    /// remembers.</summary>
    public VenueHolds? Holds { get; init; }
}
