using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Engine.Ledger;

/// <summary>A fill's effect on one account.</summary>
/// <param name="At">When it was booked.</param>
/// <param name="Changes">Signed units per asset.</param>
public sealed record FillPosting(Instant At, ImmutableSortedDictionary<Asset, Quantity> Changes);
