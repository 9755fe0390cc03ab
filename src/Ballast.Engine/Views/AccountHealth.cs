using Ballast.Core;
using Ballast.Core.Markets.Health;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Engine.Views;

/// <summary>How the venue of one account does.</summary>
/// <param name="Account">The account.</param>
/// <param name="Level">The level.</param>
/// <param name="Why">What made it so; <see langword="null"/> where it was never anything but healthy.</param>
/// <param name="Since">Since when; <see langword="null"/> likewise.</param>
public sealed record AccountHealth(AccountId Account, HealthLevel Level, Reason? Why, Instant? Since)
{
    /// <summary>Why its orders are held for now; <see langword="null"/> where they are not, and where it takes
    /// none.</summary>
    public Reason? Held { get; init; }
}
