using Ballast.Core;
using Ballast.Core.Amounts;

namespace Ballast.Engine.Journal;

/// <summary>One change of one balance that no fill explains.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Change">Signed units.</param>
/// <param name="Kind">What it was booked as.</param>
/// <param name="Why">On what ground.</param>
public sealed record LedgerPosting(Asset Asset, Quantity Change, string Kind, Reason Why);
