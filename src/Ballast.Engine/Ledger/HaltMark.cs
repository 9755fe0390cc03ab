using Ballast.Core;
using NodaTime;

namespace Ballast.Engine.Ledger;

/// <summary>Who halted, when and why.</summary>
/// <param name="Actor">A person, an agent, or <c>engine</c>.</param>
/// <param name="Why">The reason given.</param>
/// <param name="At">Journaled time.</param>
public sealed record HaltMark(string Actor, Reason Why, Instant At);
