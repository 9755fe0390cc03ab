using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Policies;

/// <summary>What Ballast may move between the accounts of a portfolio, and what its time is worth.</summary>
public sealed record TransferPolicy
{
    /// <summary>
    /// The highest fee that is paid at once, in the quote currency; a dearer transfer waits.
    /// <see langword="null"/>: no fee is waited out.
    /// </summary>
    public Money? FeeCeiling { get; init; }

    /// <summary>How long a transfer waits for such a fee before it is sent at any. Default 6 hours.</summary>
    public Duration Deadline { get; init; } = Duration.FromHours(6);

    /// <summary>What holding one unit of value out of place costs a day, in basis points. Default 10: over the default
    /// horizon that is more than a sale and a purchase cost at most venues, so that what a band would trade on one
    /// account is not given up for the trades' sake.</summary>
    public decimal DriftBpsPerDay { get; init; } = 10m;

    /// <summary>How long what cannot be traded without a transfer is taken to stay out of place. Default 7 days.
    /// </summary>
    public Duration Horizon { get; init; } = Duration.FromDays(7);
}
