namespace Ballast.Adapters.Tests.Venues.Bridge;

/// <summary>A case that ran in Node: its name, whether it passed, and what it said where it did not.</summary>
internal sealed record BridgeCase(string Name, bool IsPassed, string Error);
