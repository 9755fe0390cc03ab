using Ballast.Core;

namespace Ballast.Engine.Ledger;

/// <summary>An order of a plan that was not sent, or not whole.</summary>
/// <param name="Leg">Its place in the plan.</param>
/// <param name="Why">The reason.</param>
public sealed record DroppedLeg(int Leg, Reason Why);
