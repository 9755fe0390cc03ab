using Ballast.Core.Portfolios;

namespace Ballast.Engine.Ledger;

/// <summary>
/// An order that was found at a venue without an intent. It is forgotten once a run that began after the finding is:
/// that run's number is above all that were used by then, so the orphan's, which is one of them, is known to be old.
/// </summary>
/// <param name="Account">Where it was found.</param>
/// <param name="LastRun">The portfolio's last run by then; zero where there was none.</param>
public sealed record OrphanMark(AccountId Account, long LastRun);
