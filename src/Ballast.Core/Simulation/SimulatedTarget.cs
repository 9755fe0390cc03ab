using Ballast.Core.Targets.Moving;
using NodaTime;

namespace Ballast.Core.Simulation;

/// <summary>Where a moving target stood from a bar on.</summary>
/// <param name="At">The bar on whose close it was worked out, or tried in vain.</param>
/// <param name="State">The weights that hold from then on, and what was tried.</param>
public sealed record SimulatedTarget(Instant At, TargetState State);
