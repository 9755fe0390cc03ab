using System.Collections.Immutable;
using Ballast.Core;
using NodaTime;

namespace Ballast.Engine.GoingLive;

/// <summary>What an inspection of an account found.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="Proven">What is well: keys, permissions, clock, client ids.</param>
/// <param name="Faults">What is not; empty where real money may be traded.</param>
public sealed record AccountProof(
    Instant At, string Actor, ImmutableArray<Reason> Proven, ImmutableArray<Reason> Faults);
