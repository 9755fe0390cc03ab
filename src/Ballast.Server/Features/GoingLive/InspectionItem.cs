using Ballast.Core;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Server.Features.GoingLive;

/// <summary>What an inspection found.</summary>
/// <param name="Id">The account.</param>
/// <param name="At">When.</param>
/// <param name="Proven">What is well.</param>
/// <param name="Faults">What is not.</param>
public sealed record InspectionItem(
    AccountId Id, Instant At, IReadOnlyList<Reason> Proven, IReadOnlyList<Reason> Faults);
