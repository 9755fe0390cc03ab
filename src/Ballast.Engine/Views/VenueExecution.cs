using System.Collections.Immutable;
using Ballast.Core.Portfolios;
using Ballast.Core.Reports;

namespace Ballast.Engine.Views;

/// <summary>Expected against realised price at one venue.</summary>
/// <param name="Venue">The venue's name, or the account's where nobody is connected to it.</param>
/// <param name="Accounts">The portfolio's accounts there, in ordinal order.</param>
/// <param name="Tally">All their trades.</param>
public sealed record VenueExecution(string Venue, ImmutableArray<AccountId> Accounts, ExecutionTally Tally);
