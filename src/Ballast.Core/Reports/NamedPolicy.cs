using Ballast.Core.Policies;

namespace Ballast.Core.Reports;

/// <summary>A policy under the name its row has in a comparison.</summary>
/// <param name="Name">What people call it, not empty.</param>
/// <param name="Policy">The policy.</param>
public sealed record NamedPolicy(string Name, Policy Policy);
